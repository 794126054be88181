// The rules are not on the face of the domain yet; once its index exports them, this file imports them from there.
export { decide, refusals, type KnownReferences } from '../../../domain/src/record/decide.js';
export { RuleError, type Refusal } from '../../../domain/src/record/decide-error.js';
export { mentionsIn } from '../../../domain/src/record/decide-roster.js';
export {
  advance,
  annotationOf,
  eventNamed,
  evolve,
  newCase,
  type Annotation,
  type CaseKind,
  type CaseState,
  type Evolving,
} from '../../../domain/src/record/decide-state.js';
export { nearest } from '../../../domain/src/events/nearest.js';
export { pointedInto } from '../../../domain/src/record/check-development-roster.js';
