import type { CLOSURES } from '#domain';

/**
 * The two sets of labels for the same violations: as the box of a decision prints them, and as the yearly statistics name them; a category that the
 * yearly statistics do not have stands alone. Source: domain.md 3.1, 3.2, 3.10.
 */
const LABELS: Readonly<Record<string, readonly [card: string, yearly: string | null]>> = {
  expression: ['Violation of freedom of opinion and expression', 'Violation of freedom of expression'],
  assembly: ['Violation of freedom of assembly and association', 'Violation of freedom of assembly and association'],
  'mandate-revocation': [
    'Abusive revocation of the parliamentary mandate',
    'Undue suspension and loss of parliamentary mandate',
  ],
  'due-process': ['Lack of due process at the investigation stage', 'Lack of fair trial and other unfair proceedings'],
  'fair-trial': [
    'Lack of fair trial proceedings and excessive delays',
    'Lack of fair trial and other unfair proceedings',
  ],
  immunity: ['Failure to respect parliamentary immunity', null],
  movement: ['Violation of freedom of movement', 'Freedom of movement'],
  threats: ['Threats, acts of intimidation', 'Threats, acts of intimidation'],
  torture: ['Torture, ill-treatment and other acts of violence', 'Torture, ill-treatment, violence'],
  impunity: ['Impunity', null],
  'arbitrary-detention': ['Arbitrary arrest and detention', 'Arbitrary arrest and detention'],
  'detention-conditions': ['Inhumane conditions of detention', null],
};

export const VIOLATION_CODES = Object.keys(LABELS);

/** As printed in a box; a code that the vocabulary does not have is its own label. */
export const cardLabel = (code: string): string => LABELS[code]?.[0] ?? code;

/** Null: the yearly statistics have no such label. */
export const yearlyLabel = (code: string): string | null => LABELS[code]?.[1] ?? null;

/** How a case was closed. Source: domain.md 3.5. */
export const CLOSURE_KINDS: Readonly<Record<(typeof CLOSURES)[number], string>> = {
  satisfactory_settlement: 'Satisfactory settlement',
  inadmissible: 'Inadmissible',
  withdrawn_or_silent: 'Complaint withdrawn, or complainant silent',
  no_further_action: 'No further action possible',
  death_and_resolved: 'Death of the person, with the matter resolved',
  merged: 'Merged into another case',
};
