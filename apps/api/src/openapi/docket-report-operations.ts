import { LIMIT_MAX } from '../request/parameters.js';
import type { Operations } from './operation.js';
import { anyObject, ref, text } from './schema.js';

const TAG = 'Reports';
const CLOCKS = ['asOf', 'knownAt', 'lens'] as const;

export const docketReportOperations: Operations = {
  'GET /reports/changes': {
    id: 'reportChanges',
    tag: TAG,
    summary: 'What changed between two pairs of days, sorted by why',
    about:
      'What was logged, the statuses of cases, people and unnamed groups that are other because something happened, because we learned something or because time passed, and the deadlines that passed: of a case, of a country or of the whole docket. `counts` count all; a page has of each list at most `limit`.',
    query: [
      'fromAsOf',
      'fromKnownAt',
      'toAsOf',
      'toKnownAt',
      'lens',
      'case',
      'country',
      'lang',
      'cursor',
      'limit',
      'after',
    ],
    pageDefault: LIMIT_MAX,
    answers: { 200: { about: 'The changes.', schema: ref('ChangesReport') } },
    problems: ['not-found', 'behind'],
  },
  'GET /reports/statistics': {
    id: 'reportStatistics',
    tag: TAG,
    summary: 'How many cases and people, of a year or of a day',
    about:
      'Every figure has an `open`: a link to the people or cases that it counts. What is only possible is counted apart; whom sources count without naming them are bounds, and nobody. Of a year the days are counted that had come by what is known at, or those up to `asOf`; of a day all those up to it.',
    query: ['year', ...CLOCKS, 'by', 'country', 'suppressBelow', 'open', 'lang', 'cursor', 'limit', 'after'],
    pageDefault: LIMIT_MAX,
    answers: {
      200: {
        about: 'The figures; with `open` what one of them counts.',
        schema: { oneOf: [ref('Statistics'), ref('OpenedFigure')] },
      },
    },
    problems: ['behind'],
  },
  'GET /reports/timeline.svg': {
    id: 'pictureTimeline',
    tag: TAG,
    summary: 'The statuses of a person, or one view of all who were members of a case, drawn over time',
    about:
      'What is only possible is pale and dashed, what is disputed bears an exclamation mark, a beginning on an unknown day is a slope over the days that are meant. Give `person`, or `case` with a `view` (default: custody; of an individual case every view).',
    query: [...CLOCKS, 'person', 'case', 'view', 'lang', 'after'],
    answers: { 200: { about: 'The picture.', mediaType: 'image/svg+xml', schema: text } },
    problems: ['not-found', 'behind'],
  },
  'GET /reports/provenance': {
    id: 'reportProvenance',
    tag: TAG,
    summary: 'Where each statement of a case comes from, as PROV-O in JSON-LD',
    query: ['case', 'knownAt', 'after'],
    requiredQuery: ['case'],
    answers: { 200: { about: 'A bundle.', mediaType: 'application/ld+json', schema: anyObject } },
    problems: ['not-found', 'behind'],
  },
  'GET /feed': {
    id: 'followFeed',
    tag: TAG,
    summary: 'The record as it grows, as server-sent events',
    about:
      'Events `development` (as a timeline prints one), `status` (became another by time alone, on its day) and `stale` (nothing confirmed it for as long as its view allows). `after` is the `id` of the last entry seen, or a position of an earlier answer; `Last-Event-ID` counts before it. Without either: what comes from now on.',
    query: ['after'],
    answers: { 200: { about: 'Without end.', mediaType: 'text/event-stream', schema: text } },
    problems: ['behind', 'too-many-feeds'],
  },
  'GET /reports/follow-up': {
    id: 'reportFollowUp',
    tag: TAG,
    summary: 'What is due, by day',
    about:
      'Recommendations that are not satisfied, communications without an answer, missions asked for and not granted, bans that end within a year, and statuses that nothing confirmed for a year.',
    query: [...CLOCKS, 'case', 'country', 'lang', 'cursor', 'limit', 'after'],
    pageDefault: LIMIT_MAX,
    answers: {
      200: {
        about: 'By day, of one day by kind, by whom it is about, then as the record has it; what has no day last.',
        schema: ref('FollowUp'),
      },
    },
    problems: ['not-found', 'behind'],
  },
  'GET /reports/follow-up.ics': {
    id: 'reportFollowUpCalendar',
    tag: TAG,
    summary: 'What is due on a day, as a calendar to subscribe to',
    query: [...CLOCKS, 'case', 'country', 'lang', 'after'],
    answers: { 200: { about: 'iCalendar, RFC 5545.', mediaType: 'text/calendar', schema: text } },
    problems: ['not-found', 'behind'],
  },
};
