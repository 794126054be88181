/**
 * The rules: what may be logged, and what follows from it for any day, on both clocks, by any lens. Pure functions over recorded
 * developments; knows no framework, database, clock or randomness.
 */
export { LENSES, VOICES, caseOf, streamOf } from './record/development.js';
export type { AppliesTo, Assertion, Development, Facts, Lens, Place, RecordedDevelopment, Total, Voice } from './record/development.js';
export { isAnnotation, knownEvents, rectified, targetFinder, type KnownEvent } from './fold/known.js';
export { atPointer } from './fold/json-pointer.js';
export { History, silence, statusKey, type Segment } from './fold/timeline.js';
export { emptyStatus, type DescribedStatus, type StatusBody } from './fold/status-body.js';
export { caseSubject, everMemberOf, group, party, partyKey, partyNamedBy, person, type Subject } from './fold/subject.js';
export { PERSON_VIEWS, VIEWS, viewNamed, viewsReading } from './views/catalogue.js';
export type { AnyView } from './views/view.js';
export { FIRST_DAY, LAST_DAY, dayOfInstant, endOfDay, instantOf, isoOf, monthsBefore, parseDay, type Day } from './time/day.js';
export { parseEdtf, type EdtfRange } from './time/edtf.js';
