import type { Moment } from '#domain';

/** Before the first event. Its position is of no store, and asking with it gives the same answer again. */
export const BEFORE_ALL: Moment = { seq: 0, position: '0' };
