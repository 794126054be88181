/**
 * The only door to the event log: append to a stream, read it, read or follow everything, prove that nothing was altered; and on it the
 * recorder, through which developments are logged, imported and exported.
 * What is stored is never changed, deleted or reordered here, not even on request; there is no "append anyway", and no answer "unknown".
 * Knows SQLite and KurrentDB; only the recorder asks the rules what an event means. Knows nothing of rows or of HTTP.
 */
export { setting } from './setting.js';
export { copyLog, type CopyReport } from './copy-log.js';
export { digestOf, type DigestedEvent } from './digest.js';
export {
  AppendFailedError,
  ConfigError,
  CorruptEventError,
  type ErrorKind,
  EventIdConflictError,
  EventStoreClosedError,
  EventStoreError,
  EventStoreUnavailableError,
  InvalidAppendError,
  KnownSinceError,
  LogSetBackError,
  PartialRepeatError,
  PositionError,
  StreamDeletedError,
  UnusableEventStoreError,
  WrongExpectedRevisionError,
} from './errors.js';
export type {
  AppendAnswer,
  EventStore,
  ExpectedRevision,
  NewEvent,
  Position,
  StoredEvent,
  SubscriptionConsumer,
  SubscriptionNotice,
} from './event-store.js';
export { knownSinceMs } from './known-since.js';
export { type EventStoreOptions, openEventStore, risksOfEventStore } from './open-event-store.js';
export { type LogFault, type LogSummary, verifyLog } from './verify-log.js';
export { FaultsError } from './recorder/errors.js';
export { caseNamed, exportLines } from './recorder/export.js';
export { type ImportOptions, importFiles } from './recorder/import.js';
export type { ImportFault, ImportProgress, ImportReport } from './recorder/import-report.js';
export { ImportStoppedError } from './recorder/import-store.js';
export { type LogOptions, type Logged, Recorder, type RecorderOptions } from './recorder/recorder.js';
export { RuleError } from '#domain';
