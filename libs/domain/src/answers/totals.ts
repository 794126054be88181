import { knownEvents, referencesNamed, type KnownEvent } from '../fold/known.js';
import { hear, rankOf } from '../fold/voice.js';
import type { Lens, Total } from '../record/development.js';
import { caseOf } from '../record/development.js';
import type { Day } from '../time/day.js';
import { parseEdtf } from '../time/edtf.js';
import type { BoardQuery, Placed, RecordReader } from './reader.js';
import { tellEvents, type Developments, type Json } from './tell.js';

export interface Bounds {
  readonly certain: number;
  readonly possible: number;
  readonly atLeast: number;
  /** Null: nobody can say, as long as words without a number or wider totals speak of unnamed people. */
  readonly atMost: number | null;
  readonly stated: readonly Json[];
  readonly sentences?: number;
}

/** The groups that sources count without naming them, and the board on which they are counted. */
export interface Unnamed {
  readonly placed: readonly Placed[];
  readonly board: CaseBoard | null;
}

/** The board of one case, and all who were ever on it. */
export interface CaseBoard {
  readonly reference: string;
  readonly everOn: readonly string[];
}

/** What one source says of one group, on the day of the question. */
interface Group {
  readonly known: KnownEvent;
  readonly total: Total;
  readonly rank: number;
  /** From which day on it counts them: its own, or that on which time alone brought the value about. */
  readonly day: Day;
  /** The value holds for its unnamed members; else it is only stated. */
  readonly holds: boolean;
  /** Its named members who are on the board. */
  readonly named: number;
}

const PAGE = 1_000;
const SENTENCE_VIEWS = new Set(['sentences', 'sentencedInAbsentia']);
const SENTENCES = new Set(['VerdictDelivered', 'AppealDecided']);

/**
 * How many have a value, named or not: nine, then seven more whose overlap is unknown, is 9 to 16; "seventeen in all" makes it 17 to 17.
 * Source: model.md 4, totals.
 */
export async function boundsOf(
  reader: RecordReader,
  query: BoardQuery & { readonly value: string },
  counted: { readonly certain: number; readonly possible: number },
  { placed, board }: Unnamed,
): Promise<Bounds> {
  const groups = await groupsOf(reader, query, placed, board);
  const bounding = groups.filter((group) => group.holds && group.total.of !== 'wider');
  const settling = inAll(bounding);
  const later = settling
    ? bounding.filter(
        (group) =>
          group.known.event.seq !== settling.known.event.seq &&
          group.day > settling.day &&
          group.total.relation !== 'in_all',
      )
    : bounding.filter((group) => group.total.relation !== 'in_all');
  const holders = new Holders(reader, query, board?.everOn);
  const floors = [counted.certain];
  for (const group of settling ? [settling, ...later] : later) {
    if (group.total.atLeast !== undefined) floors.push(group.total.atLeast - (await holders.leftSince(group.day)));
  }
  const wider = groups.some((group) => group.holds && group.total.of === 'wider');
  const atLeast = Math.max(...floors);
  const atMost = await ceiling(counted, settling, later, wider, holders);
  return {
    ...counted,
    atLeast,
    atMost: atMost === null ? null : Math.max(atLeast, atMost),
    stated: await stated(reader, groups),
    ...(SENTENCE_VIEWS.has(query.view) && { sentences: (await holders.sentences()) + unnamedSentences(bounding) }),
  };
}

async function ceiling(
  counted: { certain: number; possible: number },
  settling: Group | null,
  later: readonly Group[],
  wider: boolean,
  holders: Holders,
): Promise<number | null> {
  if (later.some((group) => group.total.atMost === undefined)) return null;
  const unnamed = later.reduce((sum, group) => sum + Math.max(0, (group.total.atMost ?? 0) - group.named), 0);
  const named = counted.certain + counted.possible;
  if (settling) return Math.max(named, settling.total.atMost! + (await holders.newSince(settling.day)) + unnamed);
  return wider && later.length === 0 ? null : named + unnamed;
}

/** Of two totals in all, the higher-ranked voice counts, then the later; one without both numbers replaces nothing. */
function inAll(groups: readonly Group[]): Group | null {
  const complete = groups.filter(
    ({ total }) => total.relation === 'in_all' && total.atLeast !== undefined && total.atMost !== undefined,
  );
  return (
    complete.toSorted((a, b) => b.rank - a.rank || b.day - a.day || b.known.event.seq - a.known.event.seq)[0] ?? null
  );
}

/** Sentences that rulings passed on people whom nobody named. */
const unnamedSentences = (groups: readonly Group[]): number =>
  groups
    .filter(({ known }) => SENTENCES.has(known.event.type))
    .reduce((sum, { total, named }) => sum + Math.max(0, (total.atLeast ?? 0) - named), 0);

async function groupsOf(
  reader: RecordReader,
  query: BoardQuery & { value: string },
  placed: readonly Placed[],
  board: CaseBoard | null,
): Promise<Group[]> {
  const onBoard = board?.everOn ?? query.among;
  const isOnBoard = (person: string): boolean => onBoard?.includes(person) ?? true;
  const seqs = placed.flatMap(({ segment }) => segment.body.accounts);
  const known = knownEvents([...(await reader.developments(seqs)).values()].sort((a, b) => a.seq - b.seq));
  return placed.flatMap(({ reference, segment }) => {
    const one = known.find(({ event }) => event.eventId === reference.replace(/^group:/, ''));
    if (!one || (board && !concerns(one, board.reference))) return [];
    const account = hear(one, query.lens)?.account ?? hear(one, 'working')!.account;
    const holds = segment.value === query.value && segment.certainty !== 'possible';
    const since = parseEdtf(segment.body.since ?? '');
    const named = referencesNamed(one).filter(isOnBoard).length;
    return one.totals.map((total) => ({
      known: one,
      total,
      rank: rankIn(one, query.lens),
      day: Math.max(account.range.to, holds && 'to' in since ? since.to : account.range.to),
      holds,
      named,
    }));
  });
}

const concerns = (known: KnownEvent, caseReference: string): boolean =>
  caseOf(known.event.stream) === caseReference || known.among?.case === caseReference;

const rankIn = (known: KnownEvent, lens: Lens): number =>
  Math.max(
    0,
    ...known.told
      .filter(({ assertion }) => assertion.stance === undefined && (lens === 'working' || assertion.by === lens))
      .map(({ assertion }) => rankOf(assertion.by, known.event.type)),
  );

async function stated(reader: RecordReader, groups: readonly Group[]): Promise<Json[]> {
  const developments = await reader.developments(groups.map(({ known }) => known.event.seq));
  return groups.map(({ known, total }) => tellTotal(known, total, developments));
}

/** What a source says of a group, in its words. */
export function tellTotal(known: KnownEvent, total: Total, developments: Developments): Json {
  const first = known.told[0]?.assertion;
  return {
    words: total.words,
    atLeast: total.atLeast ?? null,
    atMost: total.atMost ?? null,
    of: total.of ?? 'case',
    relation: total.relation ?? 'more',
    by: first?.by ?? null,
    party: first?.party ?? null,
    because: tellEvents([known.event.seq, ...known.rectifications], developments),
  };
}

/** Who on the board holds the value, on the day of the question and on the days of the groups. */
class Holders {
  private readonly byDay = new Map<Day, Promise<readonly Placed[]>>();

  constructor(
    private readonly reader: RecordReader,
    private readonly query: BoardQuery & { readonly value: string },
    private readonly everOn: readonly string[] | undefined,
  ) {}

  /** Those who certainly held it then and, by now, no longer certainly do, or are no longer on the board. */
  async leftSince(day: Day): Promise<number> {
    if (day >= this.query.asOf) return 0;
    const now = new Set((await this.on(this.query.asOf)).filter(isCertain).map(({ reference }) => reference));
    return (await this.on(day)).filter((one) => isCertain(one) && !now.has(one.reference)).length;
  }

  /** Those who hold it now, or may, and were not among its holders then. */
  async newSince(day: Day): Promise<number> {
    if (day >= this.query.asOf) return 0;
    const then = new Set((await this.on(day)).map(({ reference }) => reference));
    return (await this.on(this.query.asOf)).filter(({ reference }) => !then.has(reference)).length;
  }

  async sentences(): Promise<number> {
    const rows = await this.on(this.query.asOf);
    return rows.reduce((sum, { segment }) => sum + Number(segment.body.details['count'] ?? 0), 0);
  }

  private on(day: Day): Promise<readonly Placed[]> {
    const isNow = day === this.query.asOf;
    const known =
      this.byDay.get(day) ??
      this.all({ ...this.query, asOf: day, ...(!isNow && this.everOn && { among: this.everOn }) });
    this.byDay.set(day, known);
    return known;
  }

  private async all(query: BoardQuery): Promise<readonly Placed[]> {
    const rows: Placed[] = [];
    for (let after: string | null = null; ; after = rows.at(-1)!.reference) {
      const page = await this.reader.boardRows(query, after, PAGE);
      rows.push(...page);
      if (page.length < PAGE) return rows;
    }
  }
}

const isCertain = ({ segment }: Placed): boolean => segment.certainty !== 'possible';
