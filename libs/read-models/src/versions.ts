import { bodyText, timelinesOf, VOICES, type AnyView, type History, type Lens, type Segment } from '#domain';
import { OPEN } from './rows.entities.js';
import type { SegmentVersion, SubjectKind } from './row-store.js';

export const bitOf = (lens: Lens): number => (lens === 'working' ? 0 : 1 << VOICES.indexOf(lens));

/**
 * The rows of one subject along the known axis. What a fold gives is compared with what is open: rows that no longer hold are closed, new ones
 * opened, all others stay untouched. A row opened and closed within one batch is written once, closed.
 */
export class Versions {
  private readonly open = new Map<string, OpenRows>();
  private readonly changed: SegmentVersion[] = [];

  constructor(stored: readonly SegmentVersion[]) {
    for (const version of stored) this.openOf(version.subject, version.view).add(version);
  }

  /** From `seq` on, this is what holds. */
  replace(
    subject: { readonly row: string; readonly kind: SubjectKind },
    view: AnyView,
    history: History | null,
    seq: number,
  ): void {
    const open = this.openOf(subject.row, view.name);
    const now = new OpenRows();
    for (const version of history ? versionsOf(history, view) : []) {
      const stays = open.take(version);
      now.add(
        stays ?? {
          ...version,
          subject: subject.row,
          kind: subject.kind,
          view: view.name,
          knownFrom: seq,
          knownTo: OPEN,
          ids: [],
        },
      );
    }
    for (const version of open.all()) {
      version.knownTo = seq;
      this.changed.push(version);
    }
    this.open.set(`${subject.row} ${view.name}`, now);
  }

  /** What is to be written: rows to be closed have ids, rows to be inserted have none. */
  written(): readonly SegmentVersion[] {
    const fresh = [...this.open.values()].flatMap((open) => open.all().filter((version) => version.ids.length === 0));
    return [...this.changed, ...fresh];
  }

  private openOf(subject: string, view: string): OpenRows {
    const key = `${subject} ${view}`;
    const open = this.open.get(key) ?? new OpenRows();
    this.open.set(key, open);
    return open;
  }
}

/** What a row says and when, without whose it is. */
type Said = Pick<SegmentVersion, 'lens' | 'from' | 'to' | 'value' | 'certainty' | 'apart' | 'otherwise' | 'body'>;

/** The open rows of one view, by the text of their body: most bodies stay as they were. */
class OpenRows {
  private readonly byBody = new Map<string, SegmentVersion[]>();

  add(version: SegmentVersion): void {
    const ofBody = this.byBody.get(version.body);
    if (ofBody) ofBody.push(version);
    else this.byBody.set(version.body, [version]);
  }

  /** Takes out the row that says the same. */
  take(said: Said): SegmentVersion | null {
    const ofBody = this.byBody.get(said.body) ?? [];
    const index = ofBody.findIndex((version) => saysTheSame(version, said));
    return index < 0 ? null : ofBody.splice(index, 1)[0]!;
  }

  all(): SegmentVersion[] {
    return [...this.byBody.values()].flat();
  }
}

const saysTheSame = (a: Said, b: Said): boolean =>
  a.from === b.from &&
  a.to === b.to &&
  a.lens === b.lens &&
  a.value === b.value &&
  a.certainty === b.certainty &&
  a.apart === b.apart &&
  a.otherwise === b.otherwise;

/**
 * A lens that shows what `working` shows has no rows, one whose voice is silent has none either: the rows of `working` tell by a bit which lenses
 * are answered apart from it.
 */
function versionsOf(history: History, view: AnyView): Said[] {
  const timelines = timelinesOf(history, view);
  let apart = 0;
  for (const lens of timelines.keys()) apart |= bitOf(lens);
  return [...timelines].flatMap(([lens, segments]) =>
    segments.map((segment) => saidBy(segment, lens, lens === 'working' ? apart : 0)),
  );
}

function saidBy({ from, to, value, certainty, otherwise, body }: Segment, lens: Lens, apart: number): Said {
  const values = otherwise.length === 0 ? '[]' : JSON.stringify(otherwise);
  return { lens, from, to, value, certainty, apart, otherwise: values, body: bodyText(body) };
}
