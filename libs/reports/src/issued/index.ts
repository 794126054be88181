export { AlteredReportError, IssuedReports, type IssuedReport, type IssuedSheet } from './issued-reports.js';
export { ChangesSince, type ChangedSince } from './changes-since.js';
