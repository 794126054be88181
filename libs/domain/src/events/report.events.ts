import { defineEvents } from './define-events.js';
import { NoFacts } from './liberty.facts.js';
import * as facts from './report.facts.js';
import { dated, line, say, word, type Said } from './say.js';

/** What a source reports without telling its beginning, and what is said about events that were logged before. */
export const reportEvents = defineEvents({
  StatusReported: {
    group: 'report',
    facts: facts.StatusReported,
    meaning: 'A source says that a status held on a day, without telling when it began.',
    source: 'domain.md 1.1 (15)',
    hits: 'people',
    summary: ({ view, value, details = {} }, told) =>
      line(
        say`Reported, ${word(view, 'views')}: ${word(value, view) ?? say`not stated`}`,
        ...['name', 'office'].map((of) => text(details[of])),
        told.place?.text,
      ),
    upcasters: [],
    example: {
      view: 'party',
      value: 'member',
      details: { name: 'Example Rescue Party', side: 'opposition', office: 'president' },
    },
  },
  DevelopmentNoted: {
    group: 'report',
    facts: facts.DevelopmentNoted,
    meaning: 'Anything else worth keeping that no view reads.',
    source: 'model.md 6',
    hits: 'case',
    summary: ({ kind, text }) => say`${word(kind, 'noteKinds')}: ${text}`,
    upcasters: [],
    example: { kind: 'election_held', text: 'A general election was held without the dissolved party.' },
  },
  SourceAdded: {
    group: 'annotation',
    facts: facts.SourceAdded,
    meaning: 'Another source tells an event that was logged before, in its own version or saying that it still held.',
    source: 'model.md 2',
    hits: 'case',
    needsTarget: true,
    summary: ({ stillOn }) => line(say`Another source added`, say`still so: ${dated(stillOn)}`),
    upcasters: [],
    example: { stillOn: '2019-03-01' },
  },
  ParticipantsIdentified: {
    group: 'annotation',
    facts: NoFacts,
    meaning: 'People whom an event hit became known later: hit from the event’s own date, known from this one.',
    source: 'model.md 2; domain.md 1.1 (7)',
    hits: 'people',
    needsTarget: true,
    summary: (_, { appliesTo }) => line(say`Participants identified`, appliesTo?.references),
    upcasters: [],
    example: {},
  },
  Rectified: {
    group: 'annotation',
    facts: facts.Rectified,
    meaning: 'A field of an event was wrong and is corrected from now on; what was known before stays as it was.',
    source: 'model.md 4 (1)',
    hits: 'case',
    needsTarget: true,
    summary: (told) => {
      const said = told.field === '/occurredOn' ? day : brief;
      return line(say`Rectified ${told.field}: ${said(told.old)} becomes ${said(told.new)}`, told.reason);
    },
    upcasters: [],
    example: { field: '/occurredOn', old: '2018-09-01', new: '2018-09-10', reason: 'misread in the letter' },
  },
  Retracted: {
    group: 'annotation',
    facts: facts.Retracted,
    meaning: 'An event is withdrawn from now on; what was known before stays as it was.',
    source: 'model.md 4 (1)',
    hits: 'case',
    needsTarget: true,
    summary: ({ reason }) => line(say`Retracted`, reason),
    upcasters: [],
    example: { reason: 'it was another person' },
  },
});

const text = (value: unknown): Said => (typeof value === 'string' ? value : undefined);

const day = (value: unknown): Said => (typeof value === 'string' ? dated(value) : brief(value));

function brief(value: unknown): Said {
  if (value === null || value === undefined) return say`nothing`;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
