export {
  LANGUAGES,
  countryIn,
  fill,
  labelsIn,
  listIn,
  numberIn,
  wordFor,
  type Labels,
  type Language,
} from './labels.js';
export { dateIn, type DateForm } from './dates.js';
export { sessionIn, violationsIn, wordingIn } from './wording.js';
