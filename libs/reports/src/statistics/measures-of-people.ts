import { isoOf, say, type Json, type Segment, type SubjectRow } from '#domain';
import type { Counted, Days, Measured } from './counted.js';
import { daysIn, during, stretchesOf, type Period, type Stretch } from './stretches.js';
import type { Survey } from './survey.js';

const DETAINED = ['arrested', 'pretrial_detention', 'detained', 'imprisoned', 'unacknowledged'];
const IN_CUSTODY = [...DETAINED, 'house_arrest'];

const STATES = [
  ['detained', say`Held by arrest, on remand, in prison or unacknowledged`, 'custody', DETAINED],
  ['houseArrest', say`Under house arrest`, 'custody', ['house_arrest']],
  ['inExile', say`In exile`, 'exile', ['in_exile']],
  ['sentencedInAbsentia', say`With a sentence in absentia that stands`, 'sentencedInAbsentia', ['yes']],
  ['disappeared', say`Disappeared`, 'life', ['disappeared']],
] as const;

/** Everybody before the Committee, and those of whom a status holds on some day of the period. */
export async function measuresOfPeople(survey: Survey): Promise<Measured[]> {
  const persons = survey.persons().map(({ presence, certain }) => ({
    subject: presence.subject,
    certain,
    told: daysTold(presence.stretches, survey.period),
  }));
  const measured: Measured[] = [
    { id: 'persons', of: 'persons', about: say`Parliamentarians before the Committee`, counted: persons },
  ];
  for (const [id, about, view, values] of STATES)
    measured.push({ id, of: 'persons', about, counted: await holding(survey, view, values), status: { view, values } });
  measured.push(await killed(survey), await daysInCustody(survey));
  return measured;
}

interface Held {
  readonly subject: SubjectRow;
  readonly segments: readonly Segment[];
  readonly stretches: readonly Stretch[];
}

async function heldIn(survey: Survey, view: string, values: readonly string[], period: Period): Promise<Held[]> {
  const set = new Set(values);
  return [...(await survey.spells(view, values, period))].map(([reference, segments]) => ({
    subject: survey.person(reference)!,
    segments,
    stretches: stretchesOf(segments, set),
  }));
}

async function holding(survey: Survey, view: string, values: readonly string[]): Promise<Counted[]> {
  return (await heldIn(survey, view, values, survey.period)).flatMap(({ subject, segments, stretches }) => {
    const how = during(stretches, survey.period);
    return how === null ? [] : [{ subject, certain: how === 'certain', told: spellsTold(view, segments) }];
  });
}

/** Of a year those whose death fell in it, of a day all who were killed by then. */
async function killed(survey: Survey): Promise<Measured> {
  const status = { view: 'life', values: ['killed'] };
  const held = await heldIn(survey, status.view, status.values, survey.period);
  const counted = held.flatMap(({ subject, segments, stretches }) => {
    const certain = beginsIn(stretches, survey.flow);
    return certain === null ? [] : [{ subject, certain, told: spellsTold(status.view, segments) }];
  });
  return { id: 'killed', of: 'persons', about: say`Killed`, counted, status };
}

/** True: certainly in the period, false: possibly, null: not in it. */
function beginsIn(stretches: readonly Stretch[], { from, to }: Period): boolean | null {
  const earliest = Math.min(...stretches.map((one) => one.from));
  const latest = Math.min(...stretches.filter((one) => one.certain).map((one) => one.from));
  if (latest < from || earliest > to) return null;
  return earliest >= from && latest <= to;
}

async function daysInCustody(survey: Survey): Promise<Measured> {
  const held = await heldIn(survey, 'custody', IN_CUSTODY, survey.flow);
  const counted = held.map(({ subject, segments, stretches }) => {
    const days = daysOf(segments, stretches, survey.flow);
    return { subject, certain: days.certain > 0, days, told: { days, ...spellsTold('custody', segments) } };
  });
  return {
    id: 'daysInDetention',
    of: 'days',
    about: say`Days in detention or under house arrest, carried forward until something ends them; atLeast: only as far as a source confirms`,
    counted: counted.filter(({ days }) => days.certain + days.possible > 0),
  };
}

function daysOf(segments: readonly Segment[], stretches: readonly Stretch[], period: Period): Days {
  const confirmed = segments.flatMap((segment, index): Stretch[] => {
    const { from, to, certain } = stretches[index]!;
    const { settled, confirmed: until } = segment.body;
    return certain ? [{ from, to: settled ? to : Math.min(to, (until ?? from) + 1), certain }] : [];
  });
  const certain = daysIn(
    stretches.filter((one) => one.certain),
    period,
  );
  return { certain, possible: daysIn(stretches, period) - certain, confirmed: daysIn(confirmed, period) };
}

const spellsTold = (view: string, segments: readonly Segment[]): Json => ({ view, spells: segments.map(spellTold) });

const spellTold = ({ from, to, value, otherwise, certainty, body }: Segment): Json => ({
  value,
  certainty,
  ...(otherwise.length > 0 && { otherwise }),
  since: body.since,
  from: isoOrNull(from),
  until: isoOrNull(to),
  lastConfirmed: isoOrNull(body.confirmed),
});

const FAR = 5_000_000;
const isoOrNull = (day: number | null): string | null => (day === null || Math.abs(day) > FAR ? null : isoOf(day));

const daysTold = (stretches: readonly Stretch[], { from, to }: Period): Json => ({
  before: stretches
    .filter((one) => one.from <= to && one.to > from)
    .map((one) => ({ from: isoOrNull(one.from), until: isoOrNull(one.to), certain: one.certain })),
});
