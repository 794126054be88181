import type { EventType, RecordedDevelopment } from '#domain';
import type { Answer, Steps } from './steps.js';

/** The rows of one projection, by its table's primary key. */
export interface ProjectionRows<Row extends object> {
  find(key: Partial<Row>): Answer<Row | null>;
  /** Inserts, or replaces the row of the same key. */
  save(row: Row): Answer<void>;
  remove(key: Partial<Row>): Answer<void>;
}

/**
 * A read model beside the status segments: one file of `projections/`, which is found by its name. Its table is made from `row`, a TypeORM
 * entity; a changed table gets a new name (`_v2`) and is built again from the log. Handlers run in the order of the log, once for each event
 * that can be read, in the transaction that moves the checkpoint; an absent type does not concern it.
 */
export interface Projection<Row extends object = object> {
  readonly row: new () => Row;
  readonly on: Partial<
    Record<EventType | 'every', (event: RecordedDevelopment, rows: ProjectionRows<Row>) => Steps<void>>
  >;
}

/** Projections are of many rows; who runs them as a list never looks inside one. */
export const asProjection = <Row extends object>(projection: Projection<Row>): Projection =>
  projection as unknown as Projection;
