export { boardTable, type BoardTableAsked } from './board-table.js';
export { csvOf, type CsvOptions } from './csv.js';
export { followUpTable } from './follow-up-table.js';
export { statisticsTable } from './statistics-table.js';
export { begun, type Cell as TableCell, type Table } from './table.js';
export { timelineTable, type TimelineTableAsked } from './timeline-table.js';
export { xlsxOf } from './xlsx.js';
