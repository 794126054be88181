import type { FoldEvent } from '../fold/fold-event.js';
import { makesALine } from './sentence-lines.js';
import { word } from './word.js';

/** What the rulings of a proceeding came to on one offence; `unknown`: an appeal of which no verdict is recorded. */
export interface Finding {
  /** Null where no ruling names it. */
  readonly offence: string | null;
  readonly state: 'convicted' | 'acquitted' | 'open' | 'unknown';
  /** How the sentence is served. */
  readonly execution: string;
  readonly final: boolean;
}

export type Findings = Readonly<Record<string, readonly Finding[]>>;

/** The rulings of each proceeding, offence by offence, after one more of them. Source: model.md 5. */
export function ruled(findings: Findings, event: FoldEvent): Findings {
  const proceeding = proceedingOf(event);
  return { ...findings, [proceeding]: found(findings[proceeding] ?? [], event) };
}

export const findingsOn = (findings: Findings, event: FoldEvent): readonly Finding[] =>
  findings[proceedingOf(event)] ?? [];

export const found = (findings: readonly Finding[], event: FoldEvent): readonly Finding[] =>
  event.type === 'VerdictDelivered' ? afterVerdict(findings, event) : afterAppeal(findings, event);

/** No conviction stands in the proceeding as a whole, and nothing is open in it. */
export const isAcquitted = (findings: readonly Finding[]): boolean =>
  findings.length > 0 && findings.every(({ state }) => state === 'acquitted');

export const isOpen = ({ state }: Finding): boolean => state === 'open';

/** Something in it may still be decided otherwise. */
export const isPending = (findings: readonly Finding[]): boolean =>
  findings.some(({ state, final }) => state === 'open' || (state !== 'acquitted' && !final));

/** An offence that one of two rulings leaves out is the same offence. */
export const isOn = ({ offence }: Finding, { facts }: FoldEvent): boolean =>
  facts['offence'] === undefined || offence === null || offence === facts['offence'];

const proceedingOf = ({ facts }: FoldEvent): string => word(facts, 'proceeding');
const offenceOf = ({ facts }: FoldEvent): string | null => word(facts, 'offence', '') || null;

/** What was sent back is decided by the next verdict. An acquittal that names an offence concerns it alone; one that names none, all. */
function afterVerdict(findings: readonly Finding[], event: FoldEvent): readonly Finding[] {
  const closed = findings.filter((one) => !isOpen(one));
  const same = closed.filter((one) => isOn(one, event));
  if (event.facts['outcome'] === 'acquitted') {
    const others = closed.filter((one) => !same.includes(one));
    return [...others, { offence: offenceOf(event), state: 'acquitted', execution: 'not_stated', final: false }];
  }
  const known = same.find(({ state }) => state === 'convicted') ?? same[0];
  const offence = offenceOf(event) ?? known?.offence ?? null;
  const execution = executionAfter(known, event);
  return [...closed.filter((one) => one !== known), { offence, state: 'convicted', execution, final: false }];
}

/** An appeal is about the convictions, where there are any; else about what was acquitted or sent back. */
function afterAppeal(findings: readonly Finding[], event: FoldEvent): readonly Finding[] {
  const same = findings.filter((one) => isOn(one, event));
  if (same.length === 0) return [...findings, appealed(unknown(event), event)];
  const standing = same.filter(({ state }) => state === 'convicted' || state === 'unknown');
  const concerned = standing.length > 0 ? standing : same;
  return findings.map((one) => (concerned.includes(one) ? appealed(one, event) : one));
}

const unknown = (event: FoldEvent): Finding => ({
  offence: offenceOf(event),
  state: 'unknown',
  execution: 'not_stated',
  final: false,
});

function appealed(finding: Finding, event: FoldEvent): Finding {
  const final = word(event.facts, 'final');
  return {
    ...finding,
    state: stateAfter(finding.state, event),
    execution: executionAfter(finding, event),
    final: final === 'yes' || (final !== 'no' && finding.final),
  };
}

/** To quash a conviction ends it; to quash an acquittal opens the matter again, unless the same ruling settles it. */
function stateAfter(before: Finding['state'], event: FoldEvent): Finding['state'] {
  const { outcome, convicted, final } = event.facts;
  if (outcome === 'retrial') return 'open';
  if (outcome === 'quashed' && convicted !== 'yes')
    return before === 'acquitted' && !(convicted === 'no' && final === 'yes') ? 'open' : 'acquitted';
  if (convicted === 'no') return 'acquitted';
  if (makesALine(event)) return 'convicted';
  return before === 'open' ? 'unknown' : before;
}

const executionAfter = (before: Finding | undefined, { facts }: FoldEvent): string => {
  const said = word(facts, 'execution');
  return said === 'not_stated' && before?.state === 'convicted' ? before.execution : said;
};
