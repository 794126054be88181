export {
  LANGUAGES,
  countryIn,
  fill,
  labelsIn,
  listIn,
  numberIn,
  viewLabels,
  wordFor,
  type Labels,
  type Language,
} from './labels.js';
export { dateIn, type DateForm } from './dates.js';
export { categoryIn, sessionIn, summaryIn, toldIn, violationsIn, wordingIn, type InLanguage } from './wording.js';
