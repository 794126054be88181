import type { Operation, Operations } from './operation.js';
import { caseOperations } from './case-operations.js';
import { docketReportOperations } from './docket-report-operations.js';
import { questionOperations } from './question-operations.js';
import { reportOperations } from './report-operations.js';
import { serverOperations } from './server-operations.js';
import { tableOperations } from './table-operations.js';

export const OPERATIONS: Operations = {
  ...caseOperations,
  ...questionOperations,
  ...docketReportOperations,
  ...tableOperations,
  ...reportOperations,
  ...serverOperations,
};

/** HEAD is answered as GET is, without the body. */
export const operationAt = (method: string, route: string): Operation | undefined =>
  OPERATIONS[`${method === 'HEAD' ? 'GET' : method} ${route}`];
