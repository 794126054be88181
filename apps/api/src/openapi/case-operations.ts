import type { Operations } from './operation.js';
import { ref } from './schema.js';

const LOGGED_PROBLEMS = [
  'invalid-header',
  'malformed-json',
  'too-large',
  'unsupported-media-type',
  'invalid-development',
  'refused',
  'key-reused',
  'not-stored',
] as const;
const REPEAT = 'Repeated: the answer of the first time. Nothing was stored anew.';

export const caseOperations: Operations = {
  'POST /cases': {
    id: 'openCase',
    tag: 'Cases',
    summary: 'Open a case',
    about:
      'A development of the type `CaseOpened`, with the reference as `case`: of one parliamentarian (individual), or of several (collective).',
    headers: ['Idempotency-Key'],
    body: ref('CaseOpening'),
    answers: {
      201: { about: 'Opened.', schema: ref('Logged'), headers: ['ETag', 'Location'] },
      200: { about: REPEAT, schema: ref('Logged'), headers: ['ETag', 'Location'] },
    },
    problems: [...LOGGED_PROBLEMS, 'case-already-open'],
  },
  'GET /cases': {
    id: 'listCases',
    tag: 'Cases',
    summary: 'All cases, or those that match',
    query: ['q', 'country', 'kind', 'knownAt', 'after', 'cursor', 'limit'],
    answers: { 200: { about: 'By reference.', schema: ref('Cases') } },
    problems: ['behind'],
  },
  'GET /cases/:reference': {
    id: 'readCase',
    tag: 'Cases',
    summary: 'The case card: what a decision prints, each with its reasons',
    query: ['asOf', 'knownAt', 'before', 'after'],
    answers: { 200: { about: 'The card.', schema: ref('Case'), headers: ['ETag'] } },
    problems: ['not-found', 'behind'],
  },
  'POST /cases/:reference/developments': {
    id: 'logDevelopment',
    tag: 'Cases',
    summary: 'Log one development',
    about:
      'Corrections (`Rectified`), withdrawals (`Retracted`), another source (`SourceAdded`) and names that come later (`ParticipantsIdentified`) are developments too, with a `target`. It is stored once however often it is sent: the same `Idempotency-Key` (or `key`, or simply the same content) gets the first answer.',
    headers: ['If-Match', 'Idempotency-Key'],
    body: ref('Development'),
    answers: {
      201: { about: 'Logged.', schema: ref('Logged'), headers: ['ETag'] },
      200: { about: REPEAT, schema: ref('Logged'), headers: ['ETag'] },
    },
    problems: [
      ...LOGGED_PROBLEMS,
      'not-found',
      'conflict',
      'revision-moved',
      'revision-not-reached',
      'revision-required',
    ],
  },
  'GET /cases/:reference/developments': {
    id: 'readTimeline',
    tag: 'Cases',
    summary: 'The developments of a case, in order of days',
    about: 'As they were logged, with what is known of each by then.',
    query: ['asOf', 'knownAt', 'type', 'from', 'to', 'after', 'cursor', 'limit'],
    answers: { 200: { about: 'The timeline.', schema: ref('Timeline'), headers: ['ETag'] } },
    problems: ['not-found', 'behind'],
  },
};
