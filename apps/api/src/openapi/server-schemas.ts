import { count, described, listOf, shape, text, textOrNull, type JsonSchema } from './schema.js';

export const serverSchemas: Readonly<Record<string, JsonSchema>> = {
  Readiness: shape({
    status: { const: 'ready' },
    log: described('The end of the log.', shape({ position: textOrNull, knownSince: textOrNull })),
    rows: described(
      'How far the rows are: events seen, and a digest over their ids in order.',
      shape({ position: textOrNull, events: count, digest: text }),
    ),
    lag: described('Events that the log holds and the rows have not seen.', count),
    fault: described('Why the projection stands still, where it does.', textOrNull),
    quarantine: described(
      'Cases of which an event could not be read; their later events wait.',
      listOf(shape({ stream: text, revision: count, reason: text })),
    ),
  }),
};
