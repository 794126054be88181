import {
  type CaseKind,
  type CaseState,
  type Development,
  eventNamed,
  type EventType,
  type KnownReferences,
  mentionsIn,
  streamOf,
} from '#domain';
import type { EventStore, Position } from '../event-store.js';
import { CaseDirectory, looksLikeEventId, peopleNamedBy } from './case-directory.js';
import { CaseStates } from './case-states.js';
import { evolvingOf } from './evolving.js';
import type { Background } from './warnings.js';

const CASES_KEPT = 1_000;
const LOCATED_MAX = 10_000;
const ABOUT_LABELS = new Set<string>(['CaseOpened', 'CaseReferenceChanged']);

interface Sought {
  readonly people: readonly string[];
  readonly isBefore: (position: Position) => boolean;
}

/** Gathers what the rules ask about the rest of the record before they are asked, for they cannot wait. */
export class KnownRecord {
  readonly states: CaseStates;
  private readonly directory: CaseDirectory;
  private readonly located = new Map<string, string>();

  constructor(private readonly store: EventStore) {
    this.states = new CaseStates(store, CASES_KEPT);
    this.directory = new CaseDirectory(store);
  }

  /** Reads the whole log once, so that the first question across cases need not. */
  warmUp(): Promise<void> {
    return this.directory.readOn();
  }

  async about(development: Development, state: CaseState, nowMs: number): Promise<KnownReferences> {
    const kinds = await this.kindsIn(development);
    const other = await this.othersNamed(development, state);
    const isAcross = ABOUT_LABELS.has(development.type) || development.target !== undefined || state.kind === null;
    if (isAcross || [...kinds.values()].includes(null)) await this.directory.readOn();
    const content = development.type === 'Rectified' ? await this.contentOf(development.target!, state, other) : null;
    const { directory } = this;
    return {
      nowMs,
      kindOf: (reference) => kinds.get(reference) ?? directory.kindOf(reference),
      nearest: (reference) => directory.nearest(reference),
      caseLabelled: (label) => directory.caseLabelled(label),
      caseSpelt: (label) => directory.caseSpelt(label),
      elsewhere: (eventId) => other.get(eventId) ?? null,
      annotationsElsewhere: (eventId) => directory.annotationsOf(eventId),
      contentOf: () => content,
      mayComeLater: () => false,
    };
  }

  /** What was in the log before a position: a repeat is told the same as the first time. */
  before(position: Position): Background {
    const { directory, states, store } = this;
    const isBefore = (other: Position): boolean => store.comparePositions(other, position) < 0;
    return {
      stateOf: (reference) => states.of(reference),
      casesNaming: async (person) => {
        await directory.readOn();
        return directory.casesNaming(person);
      },
      hasEvent: (reference, name, people) => this.hasEvent(reference, name, { people, isBefore }),
      hasEventId: (name) => this.hasEventId(name, isBefore),
      hasCase: (name) => this.hasCase(name, isBefore),
      caseSpeltLike: async (reference) => {
        await directory.readOn();
        return directory.caseSpelt(reference);
      },
      counts: (one) => one.position !== undefined && isBefore(one.position),
      typeOfTarget: (development) => this.typeOfTarget(development),
      contentOfTarget: (development) => this.contentOfTarget(development),
    };
  }

  private async typeOfTarget({ case: own, target }: Development): Promise<EventType | null> {
    if (target === undefined) return null;
    const here = await this.caseOfTarget(own, target);
    return here?.types.get(eventNamed(here, target) ?? '') ?? null;
  }

  private async contentOfTarget({ case: own, target }: Development): Promise<Development | null> {
    if (target === undefined) return null;
    const here = await this.caseOfTarget(own, target);
    return here && this.states.contentOf(here, eventNamed(here, target) ?? '');
  }

  private async caseOfTarget(own: string, target: string): Promise<CaseState | null> {
    const state = await this.states.of(own);
    if (eventNamed(state, target) !== null) return state;
    const reference = looksLikeEventId(target) ? await this.locate(target) : null;
    return reference === null ? null : this.states.of(reference);
  }

  private async hasEvent(reference: string, name: string, { people, isBefore }: Sought): Promise<boolean> {
    const state = await this.states.of(reference);
    const eventId = eventNamed(state, name);
    if (eventId === null) return false;
    let [isThere, isTheirs] = [false, people.length === 0 || people.includes(reference)];
    for await (const stored of this.store.readStream(streamOf(reference))) {
      if (!isBefore(stored.position)) break;
      const event = evolvingOf(stored);
      if (event.type === 'Retracted' && eventNamed(state, event.target ?? '') === eventId) return false;
      isThere ||= stored.eventId === eventId;
      isTheirs ||= peopleNamedBy(event).some((person) => people.includes(person));
    }
    return isThere && isTheirs;
  }

  private async hasEventId(name: string, isBefore: Sought['isBefore']): Promise<boolean> {
    if (!looksLikeEventId(name)) return false;
    const reference = await this.locate(name);
    return reference !== null && this.hasEvent(reference, name, { people: [], isBefore });
  }

  private async hasCase(name: string, isBefore: Sought['isBefore']): Promise<boolean> {
    await this.directory.readOn();
    const reference = this.directory.caseLabelled(name) ?? name;
    for await (const { position } of this.store.readStream(streamOf(reference))) return isBefore(position);
    return false;
  }

  /** A case that is open stays open, so one look at its first event is enough. */
  private async kindsIn(development: Development): Promise<Map<string, CaseKind | null>> {
    const kinds = new Map<string, CaseKind | null>();
    for (const { reference } of mentionsIn(development)) {
      if (!kinds.has(reference)) kinds.set(reference, this.directory.kindOf(reference) ?? (await this.look(reference)));
    }
    return kinds;
  }

  private async look(reference: string): Promise<CaseKind | null> {
    for await (const stored of this.store.readStream(streamOf(reference))) {
      const first = evolvingOf(stored);
      if (first.type !== 'CaseOpened') return null;
      const kind = first.facts['kind'] as CaseKind;
      this.directory.open(reference, kind);
      return kind;
    }
    return null;
  }

  private async othersNamed(development: Development, state: CaseState): Promise<Map<string, CaseState>> {
    const others = new Map<string, CaseState>();
    for (const name of [development.target, development.after, development.before]) {
      if (name === undefined || !looksLikeEventId(name) || eventNamed(state, name) !== null) continue;
      const reference = await this.locate(name);
      if (reference !== null) others.set(name, await this.states.of(reference));
    }
    return others;
  }

  /** On whose stream an event is. Seldom asked, so the log is searched for it. */
  private async locate(eventId: string): Promise<string | null> {
    const known = this.located.get(eventId);
    if (known !== undefined) return known;
    for await (const stored of this.store.readAll(null)) {
      if (stored.eventId !== eventId) continue;
      if (this.located.size >= LOCATED_MAX) this.located.clear();
      const reference = evolvingOf(stored).case;
      this.located.set(eventId, reference);
      return reference;
    }
    return null;
  }

  private async contentOf(
    name: string,
    state: CaseState,
    others: ReadonlyMap<string, CaseState>,
  ): Promise<Development | null> {
    const here = others.get(name) ?? state;
    const eventId = eventNamed(here, name);
    return eventId === null ? null : this.states.contentOf(here, eventId);
  }
}
