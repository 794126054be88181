import type { Lens, RecordedDevelopment } from '../record/development.js';
import { VOICES, caseOf } from '../record/development.js';
import type { AnyView } from '../views/view.js';
import { PERSON_VIEWS, VIEWS } from '../views/catalogue.js';
import { knownEvents, type KnownEvent } from './known.js';
import { caseSubject, everMemberOf, group, party, person, type Subject } from './subject.js';
import { silence, statusKey, type Segment } from './cut.js';
import { History } from './timeline.js';

/** The plain replay: every subject's timelines from the developments known by one moment, and from nothing else. */
export class RecordAt {
  readonly known: readonly KnownEvent[];
  private readonly histories = new Map<string, History>();

  constructor(developments: readonly RecordedDevelopment[]) {
    this.known = knownEvents(developments);
  }

  segments(kind: Subject['kind'], reference: string, view: AnyView, lens: Lens): readonly Segment[] {
    return (
      segmentsOf(this.history(kind, reference), view, lens) ??
      segmentsOf(this.history(kind, reference), view, 'working')!
    );
  }

  private history(kind: Subject['kind'], reference: string): History {
    const key = `${kind} ${reference}`;
    const history = this.histories.get(key) ?? new History(this.subject(kind, reference), this.known);
    this.histories.set(key, history);
    return history;
  }

  private subject(kind: Subject['kind'], reference: string): Subject {
    if (kind === 'person') return person(reference, everMemberOf(reference, this.known));
    if (kind === 'case') return caseSubject(reference);
    if (kind === 'group') return group(reference);
    const [country = '', ...name] = reference.split(':');
    return party(country, name.join(':'), (one) => this.countryOf(one));
  }

  countryOf(reference: string): string | undefined {
    const opened = this.known.find(
      (known) => known.event.type === 'CaseOpened' && caseOf(known.event.stream) === reference,
    );
    return opened?.facts['country'] as string | undefined;
  }
}

/**
 * What is kept of a lens: null where it equals `working` and needs no rows of its own; one empty segment where its voice is silent.
 * A lens that has rows is answered from them alone.
 */
export function segmentsOf(history: History, view: AnyView, lens: Lens): readonly Segment[] | null {
  const working = history.segments(view, 'working');
  if (lens === 'working') return working;
  const own = apartFrom(working, history, view, lens);
  return own?.length === 0 ? silence(view) : own;
}

/** As `segmentsOf`, for every lens that differs from `working`: what it shows, nothing where its voice is silent. */
export function timelinesOf(history: History, view: AnyView): ReadonlyMap<Lens, readonly Segment[]> {
  const working = history.segments(view, 'working');
  const timelines = new Map<Lens, readonly Segment[]>([['working', working]]);
  if (working.length > 0 && history.soleVoice) {
    for (const lens of VOICES) if (lens !== history.soleVoice) timelines.set(lens, SILENT);
    return timelines;
  }
  const voices = history.voicesOn(view);
  for (const lens of VOICES) {
    // A silent voice shows nothing; the only one shows what all show.
    const own = voices.has(lens) ? apartFrom(working, history, view, lens) : working.length > 0 ? SILENT : null;
    if (own) timelines.set(lens, own);
  }
  return timelines;
}

const SILENT: readonly Segment[] = [];

function apartFrom(
  working: readonly Segment[],
  history: History,
  view: AnyView,
  lens: Lens,
): readonly Segment[] | null {
  if (!history.speaks(view, lens)) return working.length > 0 ? [] : null;
  if (history.isOnlyVoice(view, lens)) return null;
  const own = history.segments(view, lens);
  return own.map(dated).join() === working.map(dated).join() ? null : own;
}

const dated = (segment: Segment): string => `${segment.from} ${segment.to} ${statusKey(segment)}`;

export const viewsOf = (kind: Subject['kind']): readonly AnyView[] =>
  kind === 'person' || kind === 'group' ? PERSON_VIEWS : VIEWS.filter((view) => view.of === kind);
