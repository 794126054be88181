import type { Inline, Inlines } from '../../document/index.js';
import { countryIn, fill, sessionIn, wordFor } from '../../labels/index.js';
import type { CaseSheet } from '../case-sheet.js';
import { sameLabel } from './roster.js';
import { capital, type Words } from './words.js';

/** Country, and the decision or the day whose sheet this is. */
export function headingOf(sheet: CaseSheet, words: Words): { title: string; subtitle: readonly Inlines[] } {
  const { card } = words.labels;
  const country = countryIn(words.language, sheet.country);
  const kind = card.kind[sheet.kind as keyof typeof card.kind];
  return {
    title: `${country} – ${fill(card.title, { reference: sheet.label })}`,
    subtitle: [
      [{ text: decisionLine(sheet, words), strong: true }, ...reservations(sheet, words)],
      ...(sheet.decision?.symbol ? [[{ text: sheet.decision.symbol }]] : []),
      [{ text: kindLine(sheet, kind, words), minor: true }],
    ],
  };
}

export function decisionLine({ decision, asOf }: CaseSheet, words: Words): string {
  const { heading } = words.labels;
  if (!decision) return fill(heading.sheet, { date: words.noun(asOf) });
  const { session } = decision;
  const place = decision.place?.text;
  const where = [...(place === undefined ? [] : [wordFor(heading.places, place)]), words.noun(decision.date)].join(
    ', ',
  );
  return capital(
    fill(heading.decision, {
      mode: heading.mode[decision.mode as keyof typeof heading.mode] ?? '',
      body: heading.body[decision.body as keyof typeof heading.body] ?? decision.body,
      session: session === null ? '' : fill(heading.session, { session: sessionIn(words.labels, session) ?? session }),
      place: where,
    }),
  );
}

function reservations({ decision }: CaseSheet, words: Words): Inline[] {
  if (!decision || decision.reservations.length === 0) return [];
  const text = fill(words.labels.heading.reservations, {
    text: decision.reservations.join(words.labels.punctuation.semicolon),
  });
  return [{ text: '', note: words.note(text) }];
}

function kindLine({ title, reference, label, earlier }: CaseSheet, kind: string, words: Words): string {
  const others = [...earlier, reference].filter((one) => !sameLabel(one, label));
  return [
    kind,
    ...(title === null ? [] : [title]),
    ...(others.length > 0 ? [fill(words.labels.roster.earlier, { references: [...new Set(others)].join(', ') })] : []),
  ].join(' · ');
}
