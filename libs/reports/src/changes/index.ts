export { changesReport, type ChangesReportAsked } from './changes-report.js';
