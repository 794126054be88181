import type { Assertion, Lens } from '../record/development.js';
import type { AnyView } from '../views/view.js';
import { cutInto, type Parts, type Segment } from './cut.js';
import { foldEvent, type FoldEvent } from './fold-event.js';
import type { KnownEvent } from './known.js';
import { targetFinder } from './known.js';
import { ordered, type Node } from './order.js';
import { overruled } from './overruled.js';
import { forgetIfMuch, memo } from './memo.js';
import { plainTimeline, type Lately } from './plain-timeline.js';
import type { Subject } from './subject.js';
import { hear, type Heard } from './voice.js';
import { isIdle, mayTake, takes, viewWorlds } from './view-worlds.js';
import type { Span } from './worlds.js';

interface Hit {
  readonly heard: Heard;
  readonly event: FoldEvent;
}

/** All that is known, by one position of the log, of what hits one subject; folds it by view and lens. */
export class History {
  readonly hits: readonly { known: KnownEvent; basis: 'named' | 'inferred' }[];
  readonly among: readonly KnownEvent[];
  private readonly hitsByLens = new Map<Lens, readonly Hit[]>();
  private readonly working = new Map<AnyView, readonly Segment[]>();
  private readonly ordersByLens = new Map<Lens, ReadonlyMap<FoldEvent, Node>>();

  /**
   * @param known every event known by then that may concern the subject; others in it do no harm.
   * @param lately what was folded of the moment before, from which it goes on; null: from nothing, as the judge of those who go on
   */
  constructor(
    private readonly subject: Subject,
    private readonly known: readonly KnownEvent[],
    private readonly lately: Lately | null = null,
  ) {
    forgetIfMuch();
    const hits: { known: KnownEvent; basis: 'named' | 'inferred' }[] = [];
    for (const one of known) {
      const basis = subject.hits(one);
      if (basis !== null) hits.push({ known: one, basis });
    }
    this.hits = hits;
    this.among = subject.kind === 'person' ? this.mayMean(subject.reference) : [];
  }

  /** Every event that its timelines are folded from. */
  get read(): readonly KnownEvent[] {
    return (this.readEvents ??= [...this.hits.map((hit) => hit.known), ...this.among]);
  }
  private readEvents: readonly KnownEvent[] | undefined;

  /** Do the timelines of a view rest on the same as those of another moment? Then they are the same, by every lens. */
  restsOnTheSame(view: AnyView, other: History): boolean {
    const [own, others] = [this, other].map((one) => one.hits.filter(({ known }) => mayTake(view, known)));
    if (!sameList(own!, others!, (a, b) => a.known === b.known && a.basis === b.basis)) return false;
    const [among, amongOther] = [this, other].map((one) => one.among.filter((known) => mayTake(view, known)));
    if (!sameList(among!, amongOther!, (a, b) => a === b)) return false;
    if (this.isExact && other.isExact) return true;
    return this.lensesBeside(other, own!).every((lens) => this.ordersTheSame(view, other, lens));
  }

  /**
   * Does what was known at the other moment too stand as it stood there, by every lens? Then only a view that reads something else rests on
   * something else. Where an account counts for nothing, or besides another, that is not told here.
   */
  standsAsIn(other: History): boolean {
    if (this.isExact && other.isExact) return true;
    return this.lensesBeside(other, this.hits).every((lens) => this.placesAsIn(other, lens));
  }

  /** Those by which the two moments may differ in the hits: `working` alone where one voice tells everything at both. */
  private lensesBeside(other: History, hits: History['hits']): readonly Lens[] {
    if (this.soleVoice && this.soleVoice === other.soleVoice) return ['working'];
    return ['working', ...new Set(hits.flatMap(({ known }) => voicesOf(known)))];
  }

  private placesAsIn(other: History, lens: Lens): boolean {
    if (!this.heardBy(lens).every(isPlainlyHeard)) return false;
    const [own, others] = [this.orderOf(lens), other.orderOf(lens)];
    for (const [event, a] of own) {
      const b = others.get(event);
      // Known then too, and yet another object: all was forgotten in between, and nothing can be compared.
      if (!b && other.read.includes(event.known)) return false;
      if (!b) continue;
      if (a.from !== b.from || a.to !== b.to) return false;
      for (const one of a.before) if (others.has(one) && !b.before.has(one)) return false;
      for (const one of b.before) if (own.has(one) && !a.before.has(one)) return false;
    }
    return true;
  }

  /** Every event is of one exact day and says nothing of an order: then none can change what another one means to a view. */
  private get isExact(): boolean {
    return (this.exact ??= this.hits.every(({ known }) => isOfOneDay(known)));
  }
  private exact: boolean | undefined;

  /** The voice that tells everything, once: its lens shows what `working` shows, in the same order. */
  get soleVoice(): Lens | null {
    return this.sole === undefined ? (this.sole = soleVoiceIn(this.read)) : this.sole;
  }
  private sole: Lens | null | undefined;

  /** Other accounts of an event are put in its place among all events, so there the order of all counts. */
  private ordersTheSame(view: AnyView, other: History, lens: Lens): boolean {
    const isWeighed = this.heardBy(lens).some(
      ({ heard, event }) => (!heard.counts || heard.variants.length > 0) && takes(view, event),
    );
    const counts = (event: FoldEvent): boolean => isWeighed || takes(view, event);
    const [own, others] = [this, other].map((one) =>
      [...one.orderOf(lens).values()].filter(({ event }) => counts(event)),
    );
    return sameList(own!, others!, (a, b) => {
      if (a.event !== b.event || a.from !== b.from || a.to !== b.to) return false;
      for (const one of a.before) if (counts(one) && !b.before.has(one)) return false;
      for (const one of b.before) if (counts(one) && !a.before.has(one)) return false;
      return true;
    });
  }

  /** Whose word there is on what the view reads, of what may mean the subject too. */
  voicesOn(view: AnyView): ReadonlySet<Lens> {
    const voices = new Set<Lens>();
    for (const known of this.read) if (mayTake(view, known)) for (const voice of voicesOf(known)) voices.add(voice);
    return voices;
  }

  /** Does the voice say anything of what the view reads? */
  speaks(view: AnyView, lens: Lens): boolean {
    return lens === 'working' || this.voicesOn(view).has(lens);
  }

  /** True where a voice is the only one, and tells everything once: its lens shows what `working` shows. */
  isOnlyVoice(view: AnyView, lens: Lens): boolean {
    const read = this.read.filter((known) => mayTake(view, known));
    return read.every(({ told }) =>
      told.every(
        ({ assertion }) => assertion.by === lens && !assertion.stance && (told.length === 1 || isPlain(assertion)),
      ),
    );
  }

  /** In order of days; days that no segment covers have the view's first value, nothing recorded. */
  segments(view: AnyView, lens: Lens): readonly Segment[] {
    if (lens !== 'working') return this.folded(view, lens);
    const segments = this.working.get(view) ?? this.folded(view, lens);
    this.working.set(view, segments);
    return segments;
  }

  private folded(view: AnyView, lens: Lens): readonly Segment[] {
    const hits = this.heardBy(lens).filter(({ event }) => takes(view, event));
    const among = this.among.flatMap((known) => this.mayMeanBy(known, view, lens));
    if (among.length === 0 && beginNothing(view, hits)) return [];
    const order = this.orderOf(lens);
    const counting = hits.filter((hit) => hit.heard.counts).map((hit) => hit.event);
    const outweighed = lens === 'working' ? overruled(view, counting, order) : NONE;
    if (among.length === 0 && outweighed.size === 0 && hits.every(isPlainlyHeard))
      return plainTimeline(view, nodesOf(counting, order), this.lately?.of(lens) ?? null);
    const own = counting.filter((event) => !outweighed.has(event));
    const excluded = [...hits.filter((hit) => !hit.heard.counts).map((hit) => hit.event), ...outweighed];
    return cutInto(view, {
      spans: viewWorlds(view, nodesOf(own, order)),
      variants: this.variantSpans(view, lens, hits, outweighed),
      excluded: excluded.map((event) => ({ event, spans: this.with(view, lens, event, outweighed) })),
      among,
    });
  }

  private mayMeanBy(known: KnownEvent, view: AnyView, lens: Lens): FoldEvent[] {
    const heard = hear(known, lens);
    const event = heard && foldEvent(known, heard.account, 'named', this.subject.reference);
    return event && takes(view, event) ? [event] : [];
  }

  private heardBy(lens: Lens): readonly Hit[] {
    const done = this.hitsByLens.get(lens);
    if (done) return done;
    const hits: Hit[] = [];
    for (const { known, basis } of this.hits) {
      const heard = hear(known, lens);
      if (heard) hits.push({ heard, event: foldEvent(known, heard.account, basis, this.subject.reference) });
    }
    this.hitsByLens.set(lens, hits);
    return hits;
  }

  private orderOf(lens: Lens): ReadonlyMap<FoldEvent, Node> {
    const done = this.ordersByLens.get(lens);
    if (done) return done;
    const order = this.order(
      this.heardBy(lens)
        .filter((hit) => hit.heard.counts)
        .map((hit) => hit.event),
    );
    this.ordersByLens.set(lens, order);
    return order;
  }

  /** The order among the subject's events; what they come after or before may be somebody else's event, which only narrows their days. */
  private order(events: readonly FoldEvent[]): ReadonlyMap<FoldEvent, Node> {
    const order = ordered(events, (from, key) => this.named(from, key, events));
    if (order.size === events.length) return order;
    const own = new Set(events);
    return new Map([...order].filter(([event]) => own.has(event)));
  }

  private finder: ((from: FoldEvent, key: string) => KnownEvent | undefined) | null = null;

  private target(from: FoldEvent, key: string): KnownEvent | undefined {
    if (this.finder === null) {
      const find = targetFinder(this.known.map((known) => known.event));
      const knownOf = new Map(this.known.map((known) => [known.event, known]));
      this.finder = (event, name) => {
        const target = find(event.known.event, name);
        return target && knownOf.get(target);
      };
    }
    return this.finder(from, key);
  }

  private readonly strangers = new Map<KnownEvent, FoldEvent>();

  private named(from: FoldEvent, key: string, events: readonly FoldEvent[]): FoldEvent | undefined {
    const known = this.target(from, key);
    if (!known) return undefined;
    const own = events.find((event) => event.known === known);
    if (own) return own;
    const stranger =
      this.strangers.get(known) ?? foldEvent(known, hear(known, 'working')!.account, 'named', this.subject.reference);
    this.strangers.set(known, stranger);
    return stranger;
  }

  private variantSpans(
    view: AnyView,
    lens: Lens,
    hits: readonly Hit[],
    outweighed: ReadonlySet<FoldEvent>,
  ): Parts['variants'] {
    return hits
      .filter((hit) => hit.heard.counts && !outweighed.has(hit.event))
      .flatMap((hit) =>
        hit.heard.variants.map((account) => foldEvent(hit.heard.known, account, hit.event.basis, hit.event.whom)),
      )
      .map((event) => ({ event, spans: this.with(view, lens, event, outweighed) }));
  }

  /** The worlds as they would be with this event, in the place of its own other account. */
  private with(view: AnyView, lens: Lens, event: FoldEvent, without: ReadonlySet<FoldEvent>): readonly Span[] {
    const counting = this.heardBy(lens)
      .filter((hit) => hit.heard.counts && !without.has(hit.event))
      .map((hit) => hit.event);
    const events = [...counting.filter((one) => one.known !== event.known), event].sort((a, b) => a.seq - b.seq);
    return viewWorlds(view, [...this.order(events).values()]);
  }

  /** Group events that do not name the person, among whose people they may be. */
  private mayMean(reference: string): KnownEvent[] {
    if (!this.known.some((known) => known.among)) return [];
    const hit = new Set(this.hits.map(({ known }) => known));
    const memberOf = new Set(
      this.hits.filter(({ known }) => known.event.type === 'MembersAdded').map(({ known }) => known.event.stream),
    );
    return this.known.filter((known) => {
      if (!known.among || hit.has(known) || !memberOf.has(`case-${known.among.case}`)) return false;
      const { references, except } = known.among;
      return (
        (references === undefined || references.length === 0 || references.includes(reference)) &&
        !except?.includes(reference)
      );
    });
  }
}

const NONE: ReadonlySet<FoldEvent> = new Set();

const sameList = <T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): boolean =>
  a.length === b.length && a.every((one, index) => same(one, b[index]!));

const ONE_DAY = /^\d{4}-\d{2}-\d{2}$/;

const isOfOneDay = memo((known: KnownEvent): boolean => {
  const dates = [known.occurredOn, ...known.told.flatMap(({ assertion }) => assertion.occurredOn ?? [])];
  const isFree = known.after === undefined && known.before === undefined;
  return isFree && dates.every((date) => ONE_DAY.test(date) && date === dates[0]);
});

const voicesOf = memo((known: KnownEvent): readonly Lens[] => [
  ...new Set(known.told.map(({ assertion }) => assertion.by)),
]);

const soleVoiceOf = memo(({ told: [first, ...others] }: KnownEvent): Lens | null =>
  first && others.length === 0 && !first.assertion.stance ? first.assertion.by : null,
);

function soleVoiceIn([first, ...others]: readonly KnownEvent[]): Lens | null {
  const voice = first ? soleVoiceOf(first) : null;
  return others.every((known) => soleVoiceOf(known) === voice) ? voice : null;
}

/** Told in one way only, they leave the view as it is where nothing is recorded. */
const beginNothing = (view: AnyView, hits: readonly Hit[]): boolean =>
  hits.every(isPlainlyHeard) &&
  (hits.every(({ event }) => isIdle(view, event)) ||
    (view.begunBy !== undefined && !hits.some(({ event }) => view.begunBy!(event))));

const isPlainlyHeard = ({ heard }: Hit): boolean => heard.counts && heard.variants.length === 0;

const nodesOf = (events: readonly FoldEvent[], order: ReadonlyMap<FoldEvent, Node>): Node[] =>
  events.map((event) => order.get(event)!);

/** It tells nothing otherwise than the event itself. */
const isPlain = ({ facts, occurredOn, place }: Assertion): boolean => !facts && !occurredOn && !place;
