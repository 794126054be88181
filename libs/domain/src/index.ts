/**
 * The rules: what may be logged, and what follows from it for any day, on both clocks, by any lens. Pure functions over recorded
 * developments; knows no framework, database, clock or randomness.
 */
export { LENSES, VOICES, caseOf, streamOf } from './record/development.js';
export type {
  AppliesTo,
  Assertion,
  Development,
  Facts,
  Lens,
  Place,
  RecordedDevelopment,
  Total,
  Voice,
} from './record/development.js';
export { isAnnotation, knownEvents, rectified, referencesNamed, targetFinder, type KnownEvent } from './fold/known.js';
export { forget } from './fold/memo.js';
export { Lately } from './fold/plain-timeline.js';
export { atPointer } from './fold/json-pointer.js';
export { hear, type Account } from './fold/voice.js';
export { sharedBy, versionOf, type Shared } from './fold/versions.js';
export { silence, statusKey, type Segment } from './fold/cut.js';
export { History } from './fold/timeline.js';
export { mayTake } from './fold/view-worlds.js';
export { bodyText, emptyStatus, type DescribedStatus, type StatusBody } from './fold/status-body.js';
export {
  caseSubject,
  everMemberOf,
  group,
  party,
  partyKey,
  partyNamedBy,
  person,
  type Subject,
} from './fold/subject.js';
export { PERSON_VIEWS, VIEWS, viewNamed, viewsReading } from './views/catalogue.js';
export type { AnyView } from './views/view.js';
export {
  FIRST_DAY,
  LAST_DAY,
  dayOf,
  dayOfInstant,
  endOfDay,
  instantOf,
  isoOf,
  monthsBefore,
  parseDay,
  shiftMonths,
  type Day,
} from './time/day.js';
export { parseEdtf, type EdtfRange } from './time/edtf.js';
export { dated, ENGLISH, line, printed, say, word, worded, type Said, type Wording } from './events/say.js';
export {
  EVENT_TYPES,
  catalogue,
  entryOf,
  isEventType,
  needsPeople,
  personalOf,
  schemaVersionOf,
  Summary,
  summaryOf,
  upcast,
  type CatalogueEntry,
  type EventType,
} from './events/catalogue.js';
export { CLOSURES } from './events/case.facts.js';
export { factSaid } from './events/fact-said.js';
export { checkDevelopment, type CheckOptions, type Fault } from './record/check-development.js';
export { developmentSchema } from './record/check-development-schema.js';
export { canonicalOf, CanonicalText } from './record/canonical.js';
export { eventIdOf } from './record/event-id.js';
export { repeatedName } from './record/repeated-name.js';
export { RecordAt, segmentsOf, timelinesOf, viewsOf } from './fold/record.js';
export type {
  BoardCount,
  BoardQuery,
  Moment,
  Placed,
  RecordReader,
  SpellQuery,
  StatusQuery,
  SubjectRow,
  Turn,
} from './answers/reader.js';
export {
  isMoment,
  MOMENT_FORM,
  QuestionError,
  readDay,
  readLens,
  resolve,
  todayOf,
  type Asked,
  type Question,
} from './answers/question.js';
export { knownPerson, knownSubject, knownView, statusAnswer } from './answers/status-answer.js';
export { boardAnswer, type BoardAsked } from './answers/board-answer.js';
export { partyAnswer } from './answers/party-answer.js';
export { identityAnswer } from './answers/identity-answer.js';
export { caseCard } from './answers/case-card.js';
export { foreignCursor, placeIn } from './answers/cursor.js';
export { casesAnswer, tellLogged, timelineAnswer, type CasesAsked, type TimelineAsked } from './answers/lists.js';
export { BEGINNINGS } from './answers/beginnings.js';
export { changesAnswer, type ChangesAsked } from './answers/changes-answer.js';
export { shownKey } from './answers/status-changes.js';
export { decide, refusals, type KnownReferences } from './record/decide.js';
export { RuleError, type Refusal } from './record/decide-error.js';
export { mentionsIn } from './record/decide-roster.js';
export {
  advance,
  annotationOf,
  eventNamed,
  evolve,
  newCase,
  type Annotation,
  type CaseKind,
  type CaseState,
  type Conviction,
  type EventTypes,
  type Evolving,
} from './record/decide-state.js';
export { nearest } from './events/nearest.js';
export { isLookedAt, secondLook } from './record/second-look.js';
export { pointedInto } from './record/check-development-roster.js';
export { membersOn, type Members } from './answers/board-answer.js';
export { referencesOf, toldOf } from './answers/identity-answer.js';
export {
  confirmedBeforeStale,
  eventsOf,
  staleFrom,
  tellEvent,
  tellEvents,
  tellStatus,
  type Json,
} from './answers/tell.js';
export { boundsOf, type Bounds } from './answers/totals.js';
