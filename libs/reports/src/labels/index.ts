export { LANGUAGES, labelsIn, type Labels, type Language } from './labels.js';
