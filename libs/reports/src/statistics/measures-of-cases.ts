import {
  BEGINNINGS,
  FIRST_DAY,
  isoOf,
  printed,
  say,
  streamOf,
  tellEvents,
  toldOf,
  type Day,
  type Json,
  type Segment,
} from '#domain';
import { own } from '../labels/labels.js';
import type { Counted, Measured } from './counted.js';
import type { Presence } from './docket.js';
import { CLOSURE_KINDS } from './labels.js';
import { ALWAYS, both, daysIn, type Period, type Stretch } from './stretches.js';
import type { Survey } from './survey.js';

type Told = Awaited<ReturnType<typeof toldOf>>;
type Said = Told['said'][number];

/** The cases before the Committee, those that began or were closed, and the silence of the authorities. */
export async function measuresOfCases(survey: Survey): Promise<Measured[]> {
  const cases = survey
    .cases()
    .map(({ presence: { subject }, certain }) => ({ subject, isCase, certain, told: kindOf(subject) }));
  const [begun, silent]: [Counted[], Counted[]] = [[], []];
  const present = new Set(cases.map(({ subject }) => subject.reference));
  for (const presence of survey.allCases()) {
    const { subject } = presence;
    const told = await toldOf(survey.reader, subject, survey.question);
    const own = told.said.filter(({ known }) => known.event.stream === streamOf(subject.reference));
    begun.push(...beginning(subject, own, told, survey.flow));
    if (present.has(subject.reference)) silent.push(...silence(presence, own, told, survey));
  }
  return [
    { id: 'cases', of: 'cases', about: say`Cases before the Committee`, counted: cases },
    { id: 'newCases', of: 'cases', about: say`Cases whose complaint came, or that were opened`, counted: begun },
    ...(await closures(survey)),
    {
      id: 'silentCases',
      of: 'cases',
      about: say`Cases in which the authorities have not answered what was last sent`,
      counted: silent,
    },
    {
      id: 'daysOfSilence',
      of: 'days',
      about: say`Days since the first letter to the authorities without an answer`,
      counted: silent,
    },
  ];
}

const isCase = true as const;
const kindOf = ({ kind }: Presence['subject']): Json => ({ kind });

/** By the earliest that is told of it; certain where all its days lie in the period. */
function beginning(subject: Presence['subject'], own: readonly Said[], told: Told, { from, to }: Period): Counted[] {
  const first = own
    .filter(({ known }) => BEGINNINGS.has(known.event.type))
    .toSorted((a, b) => a.account.range.to - b.account.range.to)[0];
  if (!first) return [];
  const { range, occurredOn } = first.account;
  const earliest = range.kind === 'open' ? FIRST_DAY : range.from;
  if (range.to < from || earliest > to) return [];
  const because = tellEvents([first.known.event.seq], told.developments);
  return [{ subject, isCase, certain: earliest >= from && range.to <= to, told: { began: occurredOn, because } }];
}

/** What was sent to the authorities after the last that came from them, and the days since on which the case was before the Committee. */
function silence(
  { subject, stretches }: Presence,
  own: readonly Said[],
  told: Told,
  { question: { asOf }, flow }: Survey,
): Counted[] {
  const letters = own
    .filter(({ known, account }) => isLetter(known.event.type) && account.facts['with'] === 'authorities')
    .filter(({ account }) => account.range.to <= asOf)
    .toSorted((a, b) => a.account.range.to - b.account.range.to || a.known.event.seq - b.known.event.seq);
  const lastAnswer = letters.findLastIndex(({ known }) => known.event.type === 'CommunicationReceived');
  const first = letters[lastAnswer + 1];
  if (!first) return [];
  const { from, to } = first.account.range;
  // The day of the letter is not counted.
  const days = (letter: Day, open: readonly Stretch[]): number =>
    daysIn(both([{ ...ALWAYS, from: letter + 1 }], open), { from: flow.from, to: asOf });
  const certain = days(
    to,
    stretches.filter((one) => one.certain),
  );
  const count = { certain, possible: days(from, stretches) - certain, confirmed: certain };
  const because = tellEvents([first.known.event.seq], told.developments);
  return [
    { subject, isCase, certain: true, days: count, told: { since: first.account.occurredOn, days: count, because } },
  ];
}

const isLetter = (type: string): boolean => type === 'CommunicationSent' || type === 'CommunicationReceived';

const OVER = new Set(['closed', 'inadmissible']);

async function closures(survey: Survey): Promise<Measured[]> {
  const byKind = new Map<string, Counted[]>(Object.keys(CLOSURE_KINDS).map((kind) => [kind, []]));
  for (const { subject } of survey.allCases()) {
    const { moment, lens } = survey.question;
    const segments = await survey.reader.timeline(`case:${subject.reference}`, 'caseStatus', moment, lens);
    for (const { kind, certain, told } of endings(segments, survey.flow))
      byKind.set(kind, [...(byKind.get(kind) ?? []), { subject, isCase, certain, told }]);
  }
  const parts = [...byKind].map(([kind, counted]): Measured => ({
    id: `closedCases.${kind}`,
    of: 'cases',
    about: say`Closed: ${printed(own(CLOSURE_KINDS, kind) ?? kind, 'closureKinds', kind)}`,
    counted,
    partOf: 'closedCases',
  }));
  const all = parts.flatMap(({ counted }) => counted);
  return [{ id: 'closedCases', of: 'cases', about: say`Closures of cases, each time`, counted: all }, ...parts];
}

/** Each closing in the period; a span of days in which it was closed on an unknown one comes before the days that are certain. */
function endings(segments: readonly Segment[], { from, to }: Period): { kind: string; certain: boolean; told: Json }[] {
  return segments.flatMap((segment, index) => {
    const before = segments[index - 1];
    if (!OVER.has(segment.value) || segment.certainty === 'possible' || (before && isCertainlyOver(before))) return [];
    const mayHaveBeen = before !== undefined && [before.value, ...before.otherwise].some((value) => OVER.has(value));
    const [earliest, latest] = [mayHaveBeen ? before.from : segment.from, segment.from];
    if (latest < from || earliest > to) return [];
    const { kind, form } = closureOf(segment);
    const told = { closed: segment.body.since, by: isoOf(latest), form };
    return [{ kind, certain: earliest >= from && latest <= to, told }];
  });
}

function closureOf({ value, body }: Segment): { kind: string; form: string | null } {
  const { closure } = body.details as { closure: { kind: string; form: string | null } | null };
  return { kind: value === 'inadmissible' ? value : (closure?.kind ?? 'not_stated'), form: closure?.form ?? null };
}

const isCertainlyOver = ({ value, certainty }: Segment): boolean => OVER.has(value) && certainty !== 'possible';
