import type { Operations } from './operation.js';
import { ref } from './schema.js';

export const questionOperations: Operations = {
  'GET /parliamentarians/:reference': {
    id: 'readIdentity',
    tag: 'Parliamentarians',
    summary: 'Who somebody is, by what was known then',
    query: ['asOf', 'knownAt', 'after'],
    answers: { 200: { about: 'The identity.', schema: ref('Identity') } },
    problems: ['not-found', 'behind'],
  },
  'GET /parliamentarians/:reference/status': {
    id: 'readStatus',
    tag: 'Parliamentarians',
    summary: 'Every view of one parliamentarian, with the events that decided it',
    query: ['asOf', 'knownAt', 'lens', 'view', 'after'],
    answers: { 200: { about: 'The statuses.', schema: ref('PersonStatus') } },
    problems: ['not-found', 'behind'],
  },
  'GET /board': {
    id: 'readBoard',
    tag: 'The docket',
    summary: 'Who has which value, and how many',
    query: ['view', 'value', 'asOf', 'knownAt', 'lens', 'country', 'case', 'after', 'cursor', 'limit'],
    requiredQuery: ['view'],
    answers: { 200: { about: 'Counts and rows.', schema: ref('Board') } },
    problems: ['not-found', 'behind'],
  },
  'GET /parties/:name/status': {
    id: 'readParty',
    tag: 'The docket',
    summary: 'Whether a party exists, is dissolved, ...',
    query: ['asOf', 'knownAt', 'lens', 'country', 'after'],
    answers: { 200: { about: 'The status.', schema: ref('Party') } },
    problems: ['not-found', 'ambiguous', 'behind'],
  },
  'GET /changes': {
    id: 'readChanges',
    tag: 'The docket',
    summary: 'What changed between two pairs of days, and why',
    query: ['fromAsOf', 'fromKnownAt', 'toAsOf', 'toKnownAt', 'lens', 'case', 'after', 'cursor', 'limit'],
    about:
      'Statuses of cases, of parliamentarians, and of groups whom a source counts without naming them. Of one case: its own, and those of its members on either day. A page has those under at most `limit` references.',
    answers: { 200: { about: 'Developments (of a case) and statuses.', schema: ref('Changes') } },
    problems: ['not-found', 'behind'],
  },
  'GET /event-types': {
    id: 'readEventTypes',
    tag: 'The docket',
    summary: 'What may be logged: every event type, with the JSON Schema of its facts',
    answers: { 200: { about: 'The catalogue.', schema: ref('EventTypes') } },
    problems: [],
  },
};
