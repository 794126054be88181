import { needsPeople, type EventType } from '../events/catalogue.js';
import { Faults } from '../events/faults.js';
import { isAnnotation } from '../fold/known.js';
import { checkFacts } from './check-development.js';
import { conflict, refused, type Refusal } from './decide-error.js';
import type { Annotation } from './decide-state.js';
import type { Development } from './development.js';

/** The event that another one speaks about. */
export interface Target {
  readonly eventId: string;
  readonly type: EventType;
  readonly aboutNobody: boolean;
  /** What was said about it so far, in the order of the log. */
  readonly annotations: readonly Annotation[];
  /** What was said about those, to know which of them were retracted. */
  readonly annotationsOf: (eventId: string) => readonly Annotation[];
}

/** Whether that event may be spoken of so. */
export function* targetRefusals(development: Development, target: Target): Generator<Refusal> {
  if (target.annotations.some(({ type }) => type === 'Retracted')) {
    yield conflict('target-retracted', '/target', 'was retracted: nothing can be said about it any more');
    return;
  }
  const rule = RULES[development.type];
  if (rule) yield* rule(development, target);
}

/** Rectifications of it that still count, in the order of the log. */
export const rectificationsOf = ({ annotations, annotationsOf }: Target): Annotation[] =>
  annotations.filter(
    ({ type, eventId }) => type === 'Rectified' && !annotationsOf(eventId).some((one) => one.type === 'Retracted'),
  );

type Rule = (development: Development, target: Target) => Iterable<Refusal>;

const RULES: Partial<Record<EventType, Rule>> = {
  *Retracted(_, { type }) {
    if (type === 'CaseOpened')
      yield refused(
        'not-retractable',
        '/target',
        'opened the case and cannot be retracted: rectify it, or close the case',
      );
    if (type === 'Retracted')
      yield refused('not-retractable', '/target', 'is a retraction, which stands: log the development anew');
  },
  *Rectified(_, { type }) {
    if (type === 'Retracted')
      yield refused('not-rectifiable', '/target', 'is a retraction, which stands: log the development anew');
    if (type === 'Rectified')
      yield refused(
        'not-rectifiable',
        '/target',
        'is a rectification: rectify the event that it speaks about once more, or retract it',
      );
  },
  *ParticipantsIdentified(_, { type, aboutNobody }) {
    if (isAnnotation(type) || !needsPeople(type) || aboutNobody)
      yield refused(
        'hits-nobody',
        '/target',
        `is of type ${type}, which hits no people: name the event that hit those who were identified`,
      );
  },
  *RecommendationAssessed(_, { type }) {
    if (type !== 'RecommendationIssued')
      yield refused(
        'not-a-recommendation',
        '/target',
        `is of type ${type}: name the RecommendationIssued that is assessed`,
      );
  },
  *SourceAdded({ assertions }, { type }) {
    const faults = new Faults();
    assertions.forEach(({ facts }, index) => {
      if (facts) faults.inside(['assertions', index, 'facts'], () => checkFacts(type, facts, faults, true));
    });
    for (const { path, message, value } of faults.found)
      yield refused('facts-of-another-type', path, `${message} (the target is of type ${type})`, value);
  },
};

/** A rectification on which a later one rests has to stay: retract the later one first. */
export function* restingRefusals(retracted: Annotation, rectifications: readonly Annotation[]): Generator<Refusal> {
  const later = rectifications.slice(rectifications.findIndex(({ eventId }) => eventId === retracted.eventId) + 1);
  if (later.some(({ field = '' }) => overlaps(field, retracted.field ?? '')))
    yield conflict(
      'rectification-rested-upon',
      '/target',
      'is a rectification on which a later one of the same field rests: retract the later one first, or rectify once more',
    );
}

const overlaps = (one: string, other: string): boolean => isWithin(one, other) || isWithin(other, one);
const isWithin = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(`${outer}/`);
