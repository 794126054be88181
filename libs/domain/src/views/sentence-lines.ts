import type { FoldEvent } from '../fold/fold-event.js';
import { approximateDays } from '../time/duration.js';
import { because } from '../fold/status-body.js';
import { word } from './word.js';

type Yes = 'yes' | 'no' | 'not_stated';

/** One sentence: per person, proceeding and offence. Never deleted; quashed, pardoned and served are states of it. Source: model.md 5, `sentences`. */
export interface Line {
  readonly id: string;
  readonly proceeding: string;
  readonly court: unknown;
  readonly offence: string | null;
  readonly term: string | null;
  readonly termMin: string | null;
  readonly termMax: string | null;
  readonly life: boolean;
  readonly death: boolean;
  readonly inAbsentia: Yes;
  readonly stage: 'first_instance' | 'upheld' | 'varied' | 'quashed' | 'retrial';
  readonly final: Yes | 'possible';
  readonly execution: string;
  readonly fines: readonly unknown[];
  readonly damages: readonly Readonly<Record<string, unknown>>[];
  readonly rightsLost: unknown;
  readonly pardoned: boolean;
  readonly served: boolean;
  readonly events: readonly FoldEvent[];
}

export const stands = (line: Line): boolean => !line.pardoned && !line.served && counts(line);
/** Neither quashed nor sent back. */
export const counts = (line: Line): boolean => line.stage !== 'quashed' && line.stage !== 'retrial';

/** The events that make or change sentences; the lines that an event leaves alone stay the same objects. */
export const onLines: Readonly<Record<string, (lines: readonly Line[], event: FoldEvent) => readonly Line[]>> = {
  VerdictDelivered: (lines, event) =>
    event.facts['outcome'] === 'acquitted' ? acquitted(lines, event) : convicted(lines, event),
  AppealDecided: (lines, event) => appealed(lines, event),
  Pardoned: (lines, event) => lines.map((line) => (isCovered(line, event) ? pardoned(line, event) : line)),
  SentenceServed: (lines, event) =>
    lines.map((line) =>
      line.proceeding === event.facts['proceeding'] && counts(line) ? touched(line, event, { served: true }) : line,
    ),
};

const touched = (line: Line, event: FoldEvent, change: Partial<Line>): Line => ({
  ...line,
  ...change,
  events: [...line.events, event],
});

/** An offence that one of two rulings leaves out is the same offence. */
function isSame(line: Line, event: FoldEvent): boolean {
  const offence = event.facts['offence'];
  return (
    line.proceeding === event.facts['proceeding'] &&
    (offence === undefined || line.offence === null || line.offence === offence)
  );
}

function convicted(lines: readonly Line[], event: FoldEvent): readonly Line[] {
  const known = lines.find((line) => isSame(line, event));
  if (!known) return [...lines, completed(empty(event), event)];
  const replaced = !counts(known) ? { ...empty(event), id: known.id, events: known.events } : known;
  return lines.map((line) => (line === known ? completed(replaced, event) : line));
}

/** After a retrial an acquittal replaces the sentence; in first instance there is none to replace. */
const acquitted = (lines: readonly Line[], event: FoldEvent): readonly Line[] =>
  lines.map((line) => (isSame(line, event) ? touched(line, event, { stage: 'quashed' }) : line));

const empty = (event: FoldEvent): Line => ({
  id: event.known.event.eventId,
  proceeding: String(event.facts['proceeding']),
  court: null,
  offence: null,
  term: null,
  termMin: null,
  termMax: null,
  life: false,
  death: false,
  inAbsentia: 'not_stated',
  stage: 'first_instance',
  final: 'not_stated',
  execution: 'not_stated',
  fines: [],
  damages: [],
  rightsLost: null,
  pardoned: false,
  served: false,
  events: [],
});

function completed(line: Line, event: FoldEvent): Line {
  const court = event.facts['court'] ?? line.court;
  const offence = (event.facts['offence'] as string | undefined) ?? line.offence;
  return touched({ ...line, court, offence }, event, imposed(line, event));
}

interface Imposed {
  readonly term?: string;
  readonly termMin?: string;
  readonly termMax?: string;
  readonly life?: boolean;
  readonly death?: boolean;
  readonly inAbsentia?: Yes;
  readonly execution?: string;
  readonly fines?: readonly unknown[];
  readonly damages?: readonly object[];
  readonly rightsLost?: unknown;
}

/** What the ruling says of the punishment; what it leaves out stays as it was. */
function imposed(line: Line, event: FoldEvent): Partial<Line> {
  const facts = event.facts as Imposed;
  const newTerm = (['term', 'termMin', 'termMax', 'life', 'death'] as const).some(
    (field) => facts[field] !== undefined,
  );
  const term = newTerm
    ? {
        term: facts.term ?? null,
        termMin: facts.termMin ?? null,
        termMax: facts.termMax ?? null,
        life: facts.life === true,
        death: facts.death === true,
      }
    : {};
  const inAbsentia = said(facts.inAbsentia) ? { inAbsentia: facts.inAbsentia! } : {};
  const execution = said(facts.execution) ? { execution: facts.execution! } : {};
  return {
    ...term,
    ...inAbsentia,
    ...execution,
    fines: facts.fines ?? line.fines,
    rightsLost: facts.rightsLost ?? line.rightsLost,
    damages: awarded(line, facts.damages),
  };
}

const said = (value: unknown): boolean => value !== undefined && value !== 'not_stated';

/** Each amount is kept; the last is in force. */
function awarded(line: Line, damages: readonly object[] | undefined): Line['damages'] {
  if (!damages) return line.damages;
  const amounts = damages.map((one) => ({
    amount: null,
    currency: null,
    payee: null,
    words: null,
    ...one,
    state: 'in_force',
  }));
  return [...line.damages.map((one) => ({ ...one, state: 'replaced' })), ...amounts];
}

function appealed(lines: readonly Line[], event: FoldEvent): readonly Line[] {
  if (lines.some((line) => isSame(line, event)))
    return lines.map((line) => (isSame(line, event) ? afterAppeal(line, event) : line));
  return makesALine(event) ? [...lines, afterAppeal(empty(event), event)] : lines;
}

/** The last appeal sets the stage. What was quashed or sent back stays so until somebody is convicted again. */
function afterAppeal(line: Line, event: FoldEvent): Line {
  const { outcome, convicted: guilty } = event.facts;
  const change = outcomeOf(outcome, guilty);
  const court =
    line.events.length === 0
      ? { court: event.facts['court'] ?? null, offence: word(event.facts, 'offence', '') || null }
      : {};
  const punishment = change === 'quashed' ? {} : imposed(line, event);
  const stage = change === 'not_stated' || (!counts(line) && guilty !== 'yes') ? line.stage : change;
  return touched({ ...line, ...court, ...punishment }, event, { stage, final: finalAfter(line, event) });
}

/** Who has no further appeal has none later either. */
function finalAfter({ final: before }: Line, { facts }: FoldEvent): Line['final'] {
  const final = word(facts, 'final') as Yes;
  return final === 'not_stated' && before === 'yes' ? before : final;
}

/** What quashes an acquittal and convicts leaves a sentence that stands. */
function outcomeOf(outcome: unknown, guilty: unknown): Line['stage'] | 'not_stated' {
  if (guilty === 'no') return 'quashed';
  if (outcome === 'quashed' && guilty === 'yes') return 'varied';
  return outcome === undefined ? 'not_stated' : (outcome as Line['stage']);
}

/** An appeal whose verdict nobody recorded tells of a sentence only if it states a term or a conviction. */
export function makesALine({ facts }: Pick<FoldEvent, 'facts'>): boolean {
  const states =
    ['term', 'termMin', 'termMax'].some((field) => facts[field] !== undefined) ||
    facts['life'] === true ||
    facts['death'] === true;
  return (states || facts['convicted'] === 'yes') && facts['convicted'] !== 'no';
}

function isCovered(line: Line, { facts }: FoldEvent): boolean {
  const covers = facts['covers'];
  return counts(line) && (!Array.isArray(covers) || covers.includes(line.proceeding));
}

/** A partial pardon or a commutation leaves the line standing with its new term. */
function pardoned(line: Line, event: FoldEvent): Line {
  const { full, kind, term } = event.facts;
  if (full === 'yes' && kind !== 'commutation') return touched(line, event, { pardoned: true });
  return touched(
    line,
    event,
    typeof term === 'string' ? { term, termMin: null, termMax: null, life: false, death: false } : {},
  );
}

/** Death, then life, then the longest term. */
export function heaviest(lines: readonly Line[]): string | null {
  const weight = (line: Line): number =>
    line.death
      ? 2e9
      : line.life
        ? 1e9
        : Math.max(
            ...[line.term, line.termMax, line.termMin].map((term) =>
              term === 'life' ? 1e9 : approximateDays(term ?? ''),
            ),
          );
  return lines.length === 0 ? null : lines.reduce((a, b) => (weight(b) > weight(a) ? b : a)).id;
}

/** A line as it is answered; `final` is `possible` where worlds differ. */
export function shownLine(line: Line, worlds: readonly (readonly Line[])[]): Readonly<Record<string, unknown>> {
  const finals = new Set(worlds.flatMap((lines) => lines.filter((one) => one.id === line.id).map((one) => one.final)));
  const certain = worlds.every((lines) => lines.some((one) => one.id === line.id));
  const { events, ...shown } = line;
  return { ...shown, final: finals.size > 1 ? 'possible' : line.final, possible: !certain, because: because(events) };
}

export const isCertain = (line: Line, worlds: readonly (readonly Line[])[]): boolean =>
  worlds.every((lines) => lines.some((one) => one.id === line.id && counts(one) === counts(line)));
