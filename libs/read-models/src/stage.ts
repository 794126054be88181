import {
  caseOf,
  caseSubject,
  everMemberOf,
  group,
  History,
  knownEvents,
  Lately,
  mayTake,
  party,
  person,
  viewsOf,
  type AnyView,
  type KnownEvent,
  type RecordedDevelopment,
  type Subject,
} from '#domain';
import { isPerson } from './identity.js';
import { caseSubjectName } from './named-by.js';
import type { SubjectKind } from './row-store.js';

/** A timeline's owner, as rows name it, and the events of one moment that it is folded from. */
interface Told {
  readonly row: string;
  readonly history: History | null;
}

/** What is known of one subject by one moment of the log. Nothing is folded before it is asked for. */
export class Stage {
  readonly known: readonly KnownEvent[];
  private readonly told = new Map<SubjectKind, Told>();

  /**
   * @param subject as `concerns` names it: a reference stands for a person and for a case.
   * @param lately of the subject at the moments before
   */
  constructor(
    readonly subject: string,
    developments: readonly RecordedDevelopment[],
    private readonly lately = new Lately(),
  ) {
    this.known = knownEvents(developments);
  }

  get kinds(): readonly SubjectKind[] {
    if (this.subject.startsWith('group:')) return ['group'];
    return this.subject.startsWith('party:') ? ['party'] : ['person', 'case'];
  }

  rowOf(kind: SubjectKind): string {
    return kind === 'case' ? caseSubjectName(this.subject) : this.subject;
  }

  /** Null where the record knows no such person or group at that moment. */
  history(kind: SubjectKind): History | null {
    const known = this.told.get(kind);
    if (known) return known.history;
    const subject = this.subjectOf(kind);
    const history = subject && new History(subject, this.known, this.lately);
    this.told.set(kind, { row: this.rowOf(kind), history });
    return history;
  }

  private subjectOf(kind: SubjectKind): Subject | null {
    if (kind === 'person')
      return isPerson(this.subject, this.known) ? person(this.subject, everMemberOf(this.subject, this.known)) : null;
    if (kind === 'case') return caseSubject(this.subject);
    const name = this.subject.slice(this.subject.indexOf(':') + 1);
    if (kind === 'group')
      return this.known.some(({ event, totals }) => event.eventId === name && totals.length > 0) ? group(name) : null;
    const [country = '', ...words] = name.split(':');
    return party(country, words.join(':'), (one) => this.countryOf(one));
  }

  private countryOf(reference: string): string | undefined {
    const opened = this.known.find(({ event }) => event.type === 'CaseOpened' && caseOf(event.stream) === reference);
    return opened?.facts['country'] as string | undefined;
  }
}

/** The views of which the step from one moment to the next changes something. */
export function changedViews(before: Stage, now: Stage, kind: SubjectKind): readonly AnyView[] {
  const [was, is] = [before.history(kind), now.history(kind)];
  const views = viewsOf(kind);
  // An event that is named by `after` or `before` narrows days of the subject's own events, whomever it is about, in any account of them.
  if (namesOthers(was) || namesOthers(is)) return differing(before.known, now.known).length > 0 ? views : [];
  const changed = differing(was?.read ?? [], is?.read ?? []);
  if (changed.length === 0) return [];
  // Then no event changes what another one means to a view, so only what is new or gone counts.
  if (!was || !is || is.standsAsIn(was)) return views.filter((view) => changed.some((known) => mayTake(view, known)));
  return views.filter((view) => !is.restsOnTheSame(view, was));
}

const namesOthers = (history: History | null): boolean =>
  history?.hits.some(({ known }) => known.after !== undefined || known.before !== undefined) ?? false;

/** Known events are the same object as long as nothing more is known of them, and most that are new stand at the end. */
function differing(a: readonly KnownEvent[], b: readonly KnownEvent[]): readonly KnownEvent[] {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  if (same === a.length) return b.slice(same);
  const [were, are] = [new Set(a), new Set(b)];
  return [...a.filter((one) => !are.has(one)), ...b.filter((one) => !were.has(one))];
}
