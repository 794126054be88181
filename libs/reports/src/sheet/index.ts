export { caseSheet, type CaseSheet } from './case-sheet.js';
