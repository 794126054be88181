import { type Annotation, annotationOf, type AppliesTo, type CaseKind, caseOf, type Evolving, nearest } from '#domain';
import { CorruptEventError } from '../errors.js';
import type { EventStore, Position } from '../event-store.js';
import { evolvingOf } from './evolving.js';

/** Comparing spellings with every case of a large record would take seconds. */
const COMPARED_MAX = 2_000;
const EVENT_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const looksLikeEventId = (name: string): boolean => EVENT_ID.test(name);

/** What the rules ask across cases: which there are, under which labels, and what was said of an event by its id. Read from the whole log, once. */
export class CaseDirectory {
  private position: Position | null = null;
  private reading: Promise<void> = Promise.resolve();
  private readonly kinds = new Map<string, CaseKind>();
  private readonly spellings = new Map<string, string>();
  private readonly labels = new Map<string, string>();
  private readonly annotations = new Map<string, Annotation[]>();
  /** By person: the other cases whose events name them. Most have one, so it stands by itself. */
  private readonly naming = new Map<string, string | string[]>();

  constructor(
    private readonly store: EventStore,
    private readonly onEvent: (event: Evolving) => void = () => undefined,
  ) {}

  /** Reads what was logged since. */
  readOn(): Promise<void> {
    this.reading = this.reading.catch(() => undefined).then(() => this.readToEnd());
    return this.reading;
  }

  add(event: Evolving): void {
    const reference = caseOf(event.stream);
    if (event.type === 'CaseOpened') this.open(reference, event.facts['kind'] as CaseKind);
    if (event.type === 'CaseReferenceChanged') this.labels.set(spelt(String(event.facts['reference'])), reference);
    if (event.target !== undefined && looksLikeEventId(event.target)) this.annotate(event.target, annotationOf(event));
    for (const person of peopleNamedBy(event)) if (person !== reference) this.nameIn(person, reference);
  }

  kindOf(reference: string): CaseKind | null {
    return this.kinds.get(reference) ?? null;
  }

  open(reference: string, kind: CaseKind): void {
    this.kinds.set(reference, kind);
    // The first keeps its spelling: one that is opened later and spelt alike is told so.
    if (!this.spellings.has(spelt(reference))) this.spellings.set(spelt(reference), reference);
  }

  caseLabelled(label: string): string | null {
    return this.labels.get(spelt(label)) ?? null;
  }

  caseSpelt(label: string): string | null {
    return this.spellings.get(spelt(label)) ?? null;
  }

  annotationsOf(eventId: string): readonly Annotation[] {
    return this.annotations.get(eventId) ?? [];
  }

  /** The other cases whose events name somebody. */
  casesNaming(person: string): readonly string[] {
    const cases = this.naming.get(person) ?? [];
    return typeof cases === 'string' ? [cases] : cases;
  }

  nearest(reference: string): string | null {
    const same = this.caseSpelt(reference) ?? this.caseLabelled(reference);
    if (same !== null) return same;
    const beginning = reference.slice(0, 2);
    const number = digitsIn(reference);
    const compared: string[] = [];
    for (const known of this.kinds.keys()) {
      if (this.kinds.size > COMPARED_MAX && !known.startsWith(beginning)) continue;
      // Another number is another person, and not a slip.
      if (digitsIn(known) !== number) continue;
      if (compared.push(known) === COMPARED_MAX) break;
    }
    return nearest(reference, compared);
  }

  private nameIn(person: string, reference: string): void {
    const cases = this.naming.get(person);
    if (cases === undefined) this.naming.set(person, reference);
    else if (typeof cases !== 'string') {
      if (!cases.includes(reference)) cases.push(reference);
    } else if (cases !== reference) this.naming.set(person, [cases, reference]);
  }

  private annotate(target: string, annotation: Annotation): void {
    const others = this.annotations.get(target);
    if (others) others.push(annotation);
    else this.annotations.set(target, [annotation]);
  }

  private async readToEnd(): Promise<void> {
    for (;;) {
      try {
        for await (const stored of this.store.readAll(this.position)) {
          const event = evolvingOf(stored);
          this.add(event);
          this.onEvent(event);
          this.position = stored.position;
        }
        return;
      } catch (error) {
        // One event that cannot be read stops its own case only.
        if (!(error instanceof CorruptEventError)) throw error;
        this.position = error.position;
      }
    }
  }
}

const NOBODY: readonly string[] = [];

/** Whom a roster names, or one that was rectified. */
export function peopleNamedBy({
  type,
  appliesTo,
  facts,
}: Pick<Evolving, 'type' | 'appliesTo' | 'facts'>): readonly string[] {
  if (appliesTo) return appliesTo.references;
  if (type !== 'Rectified' || facts['field'] !== '/appliesTo') return NOBODY;
  return (facts['new'] as AppliesTo | null)?.references ?? NOBODY;
}

const digitsIn = (reference: string): string => reference.replace(/\D/g, '');

/** Case, hyphen, slash, dot and space make no difference. */
const spelt = (label: string): string => label.replace(/[-/. ]/g, '').toUpperCase();
