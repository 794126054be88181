export { caseSheet, type CaseSheet } from './case-sheet.js';
export { printedSheet, sheetDocument, type PrintedSheet } from './print/printed-sheet.js';
export {
  SHEET_FORMATS,
  mediaTypeOf,
  sheetFile,
  type ReportFile,
  type SheetAsked,
  type SheetFormat,
} from './sheet-file.js';
