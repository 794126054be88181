export { DIMENSIONS, type Dimension } from './dimensions.js';
export { openedFigure, statisticsAnswer, type StatisticsAsked } from './statistics-answer.js';
export { questionOfYear, type YearAsked } from './year.js';
export { countriesByRegion, REGION_LABELS, regionOf } from './regions.js';
export { CLOSURE_KINDS, cardLabel, VIOLATION_CODES, yearlyLabel } from './labels.js';
export { suppressed, type Cell } from './suppression.js';
