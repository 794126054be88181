import { bodyText, timelinesOf, VOICES, type AnyView, type Day, type History, type Lens, type Segment } from '#domain';
import { OPEN } from './rows.entities.js';
import type { SegmentVersion, SubjectKind } from './row-store.js';

export const bitOf = (lens: Lens): number => (lens === 'working' ? 0 : 1 << VOICES.indexOf(lens));

/**
 * The rows of one subject along the known axis. What a fold gives is compared with what is open: rows that no longer hold are closed, new ones
 * opened, all others stay untouched. A row opened and closed within one batch is written once, closed.
 */
export class Versions {
  private readonly open = new Map<string, Map<string, OpenRows>>();
  private readonly changed: SegmentVersion[] = [];

  constructor(stored: readonly SegmentVersion[]) {
    for (const version of stored) openOf(this.viewsOf(version.subject), version.view).add(version);
  }

  /** From `seq` on, this is what holds. */
  replace(
    subject: { readonly row: string; readonly kind: SubjectKind },
    view: AnyView,
    history: History | null,
    seq: number,
  ): void {
    const views = this.viewsOf(subject.row);
    const open = openOf(views, view.name);
    const now = new OpenRows();
    for (const said of history ? saidIn(history, view) : [])
      now.add(open.take(said) ?? versionOf(said, subject, { view: view.name, seq }), said.segment);
    for (const version of open.all()) {
      version.knownTo = seq;
      this.changed.push(version);
    }
    views.set(view.name, now);
  }

  /** What is to be written: rows to be closed have ids, rows to be inserted have none. */
  written(): readonly SegmentVersion[] {
    const open = [...this.open.values()].flatMap((views) => [...views.values()]);
    const fresh = open.flatMap((rows) => [...rows.all()].filter((version) => version.ids.length === 0));
    return [...this.changed, ...fresh];
  }

  private viewsOf(subject: string): Map<string, OpenRows> {
    const views = this.open.get(subject) ?? new Map<string, OpenRows>();
    this.open.set(subject, views);
    return views;
  }
}

const openOf = (views: Map<string, OpenRows>, view: string): OpenRows => {
  const open = views.get(view) ?? new OpenRows();
  views.set(view, open);
  return open;
};

interface Said {
  readonly segment: Segment;
  readonly lens: Lens;
  readonly apart: number;
}

/** The open rows of one view. Most segments are the very objects that they were, or say the same in other ones. */
class OpenRows {
  private readonly left = new Set<SegmentVersion>();
  private readonly bySegment = new Map<Segment, SegmentVersion>();
  private byFrom: Map<Day, SegmentVersion[]> | null = null;

  add(version: SegmentVersion, segment?: Segment): void {
    this.left.add(version);
    if (segment) this.bySegment.set(segment, version);
  }

  /** Takes out the row that says the same. */
  take(said: Said): SegmentVersion | null {
    const same = this.bySegment.get(said.segment);
    const found = same && this.left.has(same) && isOf(same, said) ? same : this.find(said);
    if (found) this.left.delete(found);
    return found ?? null;
  }

  all(): Iterable<SegmentVersion> {
    return this.left;
  }

  private find(said: Said): SegmentVersion | undefined {
    this.byFrom ??= byFromOf(this.left);
    const begun = this.byFrom.get(said.segment.from);
    return begun?.find(
      (version) => this.left.has(version) && isOf(version, said) && saysTheSame(version, said.segment),
    );
  }
}

function byFromOf(versions: Iterable<SegmentVersion>): Map<Day, SegmentVersion[]> {
  const byFrom = new Map<Day, SegmentVersion[]>();
  for (const version of versions) {
    const begun = byFrom.get(version.from);
    if (begun) begun.push(version);
    else byFrom.set(version.from, [version]);
  }
  return byFrom;
}

const isOf = (version: SegmentVersion, { lens, apart }: Said): boolean =>
  version.lens === lens && version.apart === apart;

const saysTheSame = (version: SegmentVersion, segment: Segment): boolean =>
  version.from === segment.from &&
  version.to === segment.to &&
  version.value === segment.value &&
  version.certainty === segment.certainty &&
  version.otherwise === textOf(segment.otherwise) &&
  version.body === bodyText(segment.body);

/**
 * A lens that shows what `working` shows has no rows, one whose voice is silent has none either: the rows of `working` tell by a bit which lenses
 * are answered apart from it.
 */
function saidIn(history: History, view: AnyView): Said[] {
  const timelines = timelinesOf(history, view);
  let apart = 0;
  for (const lens of timelines.keys()) apart |= bitOf(lens);
  const said: Said[] = [];
  for (const [lens, segments] of timelines)
    for (const segment of segments) said.push({ segment, lens, apart: lens === 'working' ? apart : 0 });
  return said;
}

function versionOf(
  { segment, lens, apart }: Said,
  { row, kind }: { readonly row: string; readonly kind: SubjectKind },
  { view, seq }: { readonly view: string; readonly seq: number },
): SegmentVersion {
  const { from, to, value, certainty, otherwise, body } = segment;
  const texts = { otherwise: textOf(otherwise), body: bodyText(body) };
  return {
    subject: row,
    kind,
    view,
    lens,
    from,
    to,
    value,
    certainty,
    apart,
    ...texts,
    knownFrom: seq,
    knownTo: OPEN,
    ids: [],
  };
}

const textOf = (values: readonly string[]): string => (values.length === 0 ? '[]' : JSON.stringify(values));
