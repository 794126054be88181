export { DIMENSIONS, type Dimension } from './dimensions.js';
