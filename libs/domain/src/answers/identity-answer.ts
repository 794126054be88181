import { certaintyOf } from '../fold/certainty.js';
import { foldEvent } from '../fold/fold-event.js';
import { knownEvents, type KnownEvent } from '../fold/known.js';
import { person } from '../fold/subject.js';
import { hear, type Account } from '../fold/voice.js';
import { streamOf } from '../record/development.js';
import type { Question } from './question.js';
import type { RecordReader, SubjectRow } from './reader.js';
import { knownPerson } from './status-answer.js';
import { tellEvents, type Developments, type Json } from './tell.js';

/** Who somebody is, by what was known then: answers.md 2. A name is known from the day it was recorded; a label or a chamber has its own days. */
export async function identityAnswer(reader: RecordReader, reference: string, question: Question): Promise<Json> {
  const subject = await knownPerson(reader, reference, question);
  const told = whoseOf(subject.reference, await toldOf(reader, subject, question));
  const references = referencesOf(subject.reference, told.known, question);
  return {
    reference: subject.reference,
    ...question.echo,
    referenceInUse: references.at(-1)!.reference,
    references,
    name: subject.name,
    nameVariants: [...new Set(told.said.flatMap(({ account }) => account.facts['nameVariant'] ?? []))],
    gender: genderOf(told),
    chamber: chamberOf(told.said, question),
    country: subject.country,
  };
}

/** What was said of the person: on their own stream, or by a roster that names them. */
function whoseOf(reference: string, told: Told): Told {
  const whom = person(reference, new Set());
  return { ...told, said: told.said.filter(({ known }) => whom.hits(known) !== null) };
}

interface Told {
  readonly known: readonly KnownEvent[];
  readonly said: readonly {
    readonly known: KnownEvent;
    readonly account: Account;
    readonly variants: readonly Account[];
  }[];
  readonly developments: Developments;
}

export async function toldOf(reader: RecordReader, subject: SubjectRow, question: Question): Promise<Told> {
  const developments = await reader.developmentsOf(subject.reference, question.moment);
  const known = knownEvents(developments);
  const said = known.flatMap((one) => {
    const heard = hear(one, 'working');
    return heard?.counts ? [{ known: one, account: heard.account, variants: heard.variants }] : [];
  });
  return { known, said, developments: new Map(developments.map((one) => [one.seq, one])) };
}

/** The label in use each day: the key under which the case was opened, then what it was changed to; an imprecise day counts when it is past. */
export function referencesOf(
  reference: string,
  known: readonly KnownEvent[],
  question: Pick<Question, 'asOf'>,
): { reference: string; since: string | null; until: string | null }[] {
  const changes = known
    .filter((one) => one.event.type === 'CaseReferenceChanged' && one.event.stream === streamOf(reference))
    .map((one) => ({ label: String(one.facts['reference']), account: hear(one, 'working')!.account }))
    .filter(({ account }) => account.range.to <= question.asOf)
    .sort((a, b) => a.account.range.to - b.account.range.to);
  const labels = [
    { reference, since: null as string | null },
    ...changes.map(({ label, account }) => ({ reference: label, since: account.occurredOn })),
  ];
  return labels.map((one, index) => ({ ...one, until: labels[index + 1]?.since ?? null }));
}

const IDENTITY = new Set(['CaseOpened', 'IdentityRecorded']);

function genderOf({ said, developments }: Told): Json {
  const telling = said.filter(
    ({ known, account }) => IDENTITY.has(known.event.type) && account.facts['gender'] !== undefined,
  );
  const last = telling.at(-1);
  if (!last) return { value: 'not_stated', certainty: 'established', because: [], accounts: [] };
  const value = last.account.facts['gender'];
  const otherwise = telling.some(({ account, variants }) =>
    [account, ...variants].some(
      (one) =>
        one.facts['gender'] !== undefined && one.facts['gender'] !== 'not_stated' && one.facts['gender'] !== value,
    ),
  );
  const event = foldEvent(last.known, last.account, 'named', '');
  return {
    value,
    certainty: otherwise ? 'disputed' : certaintyOf([event], false),
    because: tellEvents([last.known.event.seq, ...last.known.rectifications], developments),
    accounts: telling.flatMap(({ known }) =>
      known.told.map(({ assertion }) => ({
        by: assertion.by,
        party: assertion.party ?? null,
        stance: assertion.stance ?? 'states',
        says: assertion.says ?? null,
        facts: { gender: assertion.facts?.['gender'] ?? known.facts['gender'] ?? null },
        occurredOn: assertion.occurredOn ?? known.occurredOn,
        place: assertion.place ?? known.place ?? null,
        source: assertion.source,
        locator: assertion.locator ?? null,
      })),
    ),
  };
}

/** The chamber last told of by that day; before the first telling, the one that the case was opened with. */
function chamberOf(said: Told['said'], { asOf }: Question): string | null {
  const telling = said
    .map(({ known, account }) => ({
      chamber: chamberIn(account),
      by: account.range.to,
      opened: known.event.type === 'CaseOpened',
    }))
    .filter(({ chamber }) => chamber !== undefined)
    .sort((a, b) => a.by - b.by);
  return (telling.findLast(({ by }) => by <= asOf) ?? telling.find(({ opened }) => opened))?.chamber ?? null;
}

function chamberIn({ facts }: Account): string | undefined {
  const details = facts['details'] as { chamber?: string } | undefined;
  return (facts['chamber'] as string | undefined) ?? details?.chamber;
}
