import { bodyText, timelinesOf, VOICES, type AnyView, type History, type Lens, type Segment } from '#domain';
import { OPEN } from './rows.entities.js';
import type { SegmentVersion, SubjectKind } from './row-store.js';

export const bitOf = (lens: Lens): number => (lens === 'working' ? 0 : 1 << VOICES.indexOf(lens));

/**
 * The rows of one subject along the known axis. What a fold gives is compared with what is open: rows that no longer hold are closed, new ones
 * opened, all others stay untouched. A row opened and closed within one batch is written once, closed.
 */
export class Versions {
  private readonly open = new Map<string, Map<string, SegmentVersion>>();
  private readonly changed: SegmentVersion[] = [];

  constructor(stored: readonly SegmentVersion[]) {
    for (const version of stored) this.openOf(version.subject, version.view).set(keyOf(version), version);
  }

  /** From `seq` on, this is what holds. */
  replace(
    subject: { readonly row: string; readonly kind: SubjectKind },
    view: AnyView,
    history: History | null,
    seq: number,
  ): void {
    const open = this.openOf(subject.row, view.name);
    const now = new Set<string>();
    for (const version of history ? versionsOf(history, view, seq) : []) {
      const whole = { ...version, subject: subject.row, kind: subject.kind, view: view.name };
      const key = keyOf(whole);
      now.add(key);
      if (!open.has(key)) open.set(key, whole);
    }
    for (const [key, version] of open) if (!now.has(key)) this.close(open, key, version, seq);
  }

  /** What is to be written: rows to be closed have ids, rows to be inserted have none. */
  written(): readonly SegmentVersion[] {
    const fresh = [...this.open.values()].flatMap((open) =>
      [...open.values()].filter((version) => version.ids.length === 0),
    );
    return [...this.changed, ...fresh];
  }

  private close(open: Map<string, SegmentVersion>, key: string, version: SegmentVersion, seq: number): void {
    open.delete(key);
    version.knownTo = seq;
    this.changed.push(version);
  }

  private openOf(subject: string, view: string): Map<string, SegmentVersion> {
    const key = `${subject} ${view}`;
    const open = this.open.get(key) ?? new Map<string, SegmentVersion>();
    this.open.set(key, open);
    return open;
  }
}

const keyOf = ({ lens, from, to, value, certainty, apart, otherwise, body }: Omit<SegmentVersion, 'subject'>): string =>
  `${lens} ${from} ${to} ${value} ${certainty} ${apart} ${otherwise} ${body}`;

/**
 * A lens that shows what `working` shows has no rows, one whose voice is silent has none either: the rows of `working` tell by a bit which lenses
 * are answered apart from it.
 */
function versionsOf(history: History, view: AnyView, seq: number): Omit<SegmentVersion, 'subject' | 'kind' | 'view'>[] {
  const timelines = timelinesOf(history, view);
  const apart = [...timelines.keys()].reduce((bits, lens) => bits | bitOf(lens), 0);
  return [...timelines].flatMap(([lens, segments]) =>
    segments.map((segment) => versionOf(segment, lens, lens === 'working' ? apart : 0, seq)),
  );
}

function versionOf({ from, to, value, certainty, otherwise, body }: Segment, lens: Lens, apart: number, seq: number) {
  const texts = { otherwise: otherwise.length === 0 ? '[]' : JSON.stringify(otherwise), body: bodyText(body) };
  return { lens, from, to, value, certainty, apart, ...texts, knownFrom: seq, knownTo: OPEN, ids: [] };
}
