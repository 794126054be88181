/**
 * What the record prints: reports as functions of (as of, known at, lens), asked of any RecordReader. Says what the answers say, in the words
 * and layout of the field; decides no status, reads no clock, knows neither log nor rows.
 */
export * from './document/index.js';
export * from './issued/index.js';
export * from './labels/index.js';
export * from './sheet/index.js';
