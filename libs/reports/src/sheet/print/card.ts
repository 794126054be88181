import type { Block, Inlines } from '../../document/index.js';
import { SIDES, type CardField } from '../card.js';
import type { CaseSheet } from '../case-sheet.js';
import { categoryIn, countryIn, fill, wordFor } from '../../labels/index.js';
import { victimsText } from './victims.js';
import type { Words } from './words.js';

/** A line of the card as it is printed. */
export interface PrintedField {
  readonly field: string;
  readonly name: string;
  readonly lines: readonly { readonly text: string; readonly otherwise: string | null }[];
}

export function cardBlocks(fields: readonly PrintedField[], sheet: CaseSheet, words: Words): Block[] {
  const { card } = words.labels;
  const inlines = (text: string, otherwise: string | null): Inlines => [
    { text, ...(otherwise !== null && { note: words.note(otherwise) }) },
  ];
  const followUp = new Set<string>(SIDES);
  const rowOf = ({ name, lines }: PrintedField) => ({
    name,
    lines: lines.map(({ text, otherwise }) => inlines(text, otherwise)),
  });
  const followUpRow = {
    name: card.followUp,
    lines: fields
      .filter(({ field }) => followUp.has(field))
      .flatMap(({ name, lines }) => lines.map(({ text, otherwise }) => inlines(words.named(name, text), otherwise))),
  };
  const rows = fields.filter(({ field }) => !followUp.has(field)).map(rowOf);
  return [
    { kind: 'heading', level: 2, text: fill(card.title, { reference: sheet.label }) },
    { kind: 'fields', rows: [...rows.slice(0, -1), followUpRow, ...rows.slice(-1)] },
  ];
}

/** Every field in the Committee's order; what is not recorded says so. */
export function cardFields(sheet: CaseSheet, words: Words): PrintedField[] {
  const { card, victims, roster } = sheet;
  const labels = words.labels.card;
  const one = (field: string, name: string, text: string | null, told: CardField | null = null): PrintedField => ({
    field,
    name,
    lines: [{ text: text ?? labels.none, otherwise: told ? otherwise(told, words) : null }],
  });
  return [
    ...affiliation(sheet, words),
    one('victims', roster.length === 1 ? labels.victim : labels.victims, victimsText(victims, words)),
    one('complainant', labels.complainant, complainant(card.complaint, words)),
    one('submission', labels.submission, card.complaint && words.noun(card.complaint.date), card.complaint),
    one('decision', labels.decision, card.lastDecision && words.noun(card.lastDecision.date), card.lastDecision),
    one('mission', labels.mission, card.lastMission && words.noun(card.lastMission.date), card.lastMission),
    hearings(sheet, words),
    ...SIDES.map((side) => {
      const told = card.communications[side];
      return one(side, labels[side], told && communication(told, words), told);
    }),
    one('status', labels.status, caseStatus(sheet, words)),
  ];
}

function affiliation({ card, country }: CaseSheet, words: Words): PrintedField[] {
  if (!card.affiliation) return [];
  const text = wordFor(words.labels.card.affiliations, card.affiliation.kind);
  return [{ field: 'affiliation', name: countryIn(words.language, country), lines: [{ text, otherwise: null }] }];
}

/** As the document printed it, in its language; else by its category. */
function complainant(complaint: CardField | null, { labels, language }: Words): string | null {
  const printed = complaint?.['asPrinted'];
  const category = complaint?.['category'];
  if (typeof printed === 'string' && (language === 'en' || typeof category !== 'string')) return printed;
  if (typeof category !== 'string') return null;
  return fill(labels.card.complainantCategory.plain, { section: categoryIn(labels, category) });
}

function hearings({ card }: CaseSheet, words: Words): PrintedField {
  const labels = words.labels.card;
  const lines = card.lastHearings.map((hearing) => {
    const { with: heard, occasion } = hearing;
    const what =
      typeof occasion === 'string'
        ? fill(labels.heldWith, { with: String(heard), occasion })
        : fill(labels.heldWithOnly, { with: String(heard) });
    return { text: fill(labels.dated, { what, date: words.noun(hearing.date) }), otherwise: otherwise(hearing, words) };
  });
  return {
    field: 'hearing',
    name: labels.hearing,
    lines: lines.length > 0 ? lines : [{ text: labels.none, otherwise: null }],
  };
}

function communication(told: CardField, words: Words): string {
  const date = words.noun(told.date);
  const { correspondent } = told;
  return typeof correspondent === 'string' ? fill(words.labels.card.dated, { what: correspondent, date }) : date;
}

function caseStatus({ card }: CaseSheet, { labels }: Words): string {
  const { value, closure } = card.status as { value: string; closure?: { kind?: string } | null };
  const word = wordFor(labels.views.caseStatus.values, value);
  return closure?.kind === undefined ? word : `${word} (${wordFor(labels.closureKinds, closure.kind)})`;
}

function otherwise({ otherwise: accounts }: CardField, words: Words): string | null {
  if (accounts.length === 0) return null;
  const told = words.otherwise(accounts, ({ occurredOn }) => words.noun(occurredOn ?? ''));
  return fill(words.labels.card.toldOtherwise, { accounts: told });
}
