/**
 * Reports: what is told of the record to people and programs. Each is a function of (as of, known at, lens), made of what a `RecordReader`
 * answers, so that it is the same over any store; the same question gives the same bytes. Knows no database, no clock and no HTTP.
 */
export * from './changes/index.js';
export * from './follow-up/index.js';
export * from './statistics/index.js';
export * from './tables/index.js';
export * from './feed/index.js';
export * from './pictures/index.js';
export * from './provenance/index.js';
export * from './document/index.js';
export * from './issued/index.js';
export * from './labels/index.js';
export * from './sheet/index.js';
export { listsIn, pageOf, type PageAsked } from './page.js';
