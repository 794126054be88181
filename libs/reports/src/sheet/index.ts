export { caseSheet, type CaseSheet } from './case-sheet.js';
export { printedSheet, sheetDocument, type PrintedSheet } from './print/printed-sheet.js';
