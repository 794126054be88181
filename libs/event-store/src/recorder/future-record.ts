import {
  advance,
  type Annotation,
  type CaseKind,
  type CaseState,
  type Development,
  eventIdOf,
  eventNamed,
  evolve,
  type KnownReferences,
  newCase,
  streamOf,
} from '#domain';
import type { EventStore } from '../event-store.js';
import { CaseAttic } from './case-attic.js';
import { CaseDirectory, looksLikeEventId } from './case-directory.js';
import { CaseStates } from './case-states.js';
import { EventIndex } from './event-index.js';
import type { ImportEntry } from './import-line-check.js';
import type { Scanned } from './import-scan.js';
import type { Glance } from './import-spool.js';
import type { Background } from './warnings.js';

/** An `after` or `before` that only a later line can satisfy. */
export interface Promised {
  readonly index: number;
  readonly field: 'after' | 'before';
  readonly case: string;
  readonly name: string;
}

interface Turn {
  readonly state: CaseState;
  readonly knownMs: number;
}

/** The record as it will be once the lines so far are stored: the log, and what was added to it in advance. */
export class FutureRecord implements KnownReferences, Background {
  nowMs: number;
  readonly promised: Promised[] = [];
  /** Plain rulings pass by without being looked at. */
  readonly counts = null;
  private readonly stored: CaseStates;
  private readonly states: CaseAttic;
  private readonly directory: CaseDirectory;
  private readonly events = new EventIndex();
  private readonly located = new Map<string, string>();
  /** Of the events that rectifications are about: the content, or the line that has it. */
  private readonly contents = new Map<string, Development | number>();
  private others = new Map<string, CaseState>();
  private isLogEmpty = true;
  private index = 0;
  private current: Development | null = null;

  constructor(
    store: EventStore,
    private readonly scanned: Scanned,
    private readonly importedAtMs: number,
  ) {
    this.nowMs = importedAtMs;
    this.stored = new CaseStates(store, 1, (reference) => this.events.of(reference));
    this.states = new CaseAttic((reference) => this.events.of(reference));
    this.directory = new CaseDirectory(store, ({ eventId, case: reference }) => this.locate(eventId, reference));
  }

  /** What is in the log; without it, the log is taken to be empty. */
  load(): Promise<void> {
    this.isLogEmpty = false;
    return this.directory.readOn();
  }

  /** Null: it is to be read from the log. */
  kept(reference: string): CaseState | null {
    const state = this.states.get(reference);
    return state ?? (this.isLogEmpty ? this.keep(newCase(reference, this.events.of(reference))) : null);
  }

  /** Read from the log once: from then on it runs ahead of it. */
  async stateOf(reference: string): Promise<CaseState> {
    return this.kept(reference) ?? this.keep(await this.stored.of(reference));
  }

  close(): void {
    this.states.close();
  }

  /** Turns to a line, and reads what the rules will ask about it. */
  async turnTo(index: number, { development }: ImportEntry, { state, knownMs }: Turn): Promise<void> {
    this.index = index;
    this.current = development;
    this.nowMs = Math.min(knownMs, this.importedAtMs);
    const { target, after, before } = development;
    if (target === undefined && after === undefined && before === undefined) return;
    await this.loadOthers([target, after, before], state);
    if (development.type === 'Rectified' && target !== undefined) await this.loadContent(target, state);
  }

  /** A plain line on an open individual case, whose content nobody asks for. */
  passes({ eventId, reference, type }: Glance, state: CaseState): boolean {
    if (state.kind !== 'individual' || this.scanned.rectified.has(eventId)) return false;
    advance(state, eventId, type);
    this.locate(eventId, reference);
    return true;
  }

  expect(index: number, { development, eventId }: ImportEntry, state: CaseState): void {
    const event = { ...development, eventId, stream: streamOf(development.case), revision: state.revision + 1 };
    evolve(state, event);
    this.directory.add(event);
    this.locate(eventId, development.case);
    if (this.scanned.rectified.has(eventId)) this.contents.set(eventId, index);
  }

  /** Whether a line that came later kept the promise. */
  async isKept({ case: reference, name }: Promised): Promise<boolean> {
    return (
      eventNamed(await this.stateOf(reference), name) !== null ||
      this.located.has(name) ||
      this.isFaulty(reference, name)
    );
  }

  /** Its own line has a fault, which is told there. */
  isFaulty(reference: string, name: string): boolean {
    return this.scanned.faultyEvents.has(eventIdOf(reference, name));
  }

  casesNaming(person: string): Promise<readonly string[]> {
    return Promise.resolve(this.directory.casesNaming(person));
  }

  async hasEvent(reference: string, name: string): Promise<boolean> {
    return eventNamed(await this.stateOf(reference), name) !== null;
  }

  hasEventId(name: string): Promise<boolean> {
    return Promise.resolve(this.located.has(name));
  }

  hasCase(name: string): Promise<boolean> {
    return Promise.resolve((this.directory.kindOf(name) ?? this.directory.caseLabelled(name)) !== null);
  }

  /** What an annotation names is not looked at: it would have to be read again with its target. */
  typeOfTarget(): Promise<null> {
    return Promise.resolve(null);
  }

  contentOfTarget(): Promise<null> {
    return Promise.resolve(null);
  }

  /** Told when the case is opened, for by then it is known. */
  caseSpeltLike(): Promise<null> {
    return Promise.resolve(null);
  }

  kindOf(reference: string): CaseKind | null {
    return this.directory.kindOf(reference) ?? this.scanned.faultyCases.get(reference) ?? null;
  }

  nearest(reference: string): string | null {
    return this.directory.nearest(reference);
  }

  caseLabelled(label: string): string | null {
    return this.directory.caseLabelled(label);
  }

  caseSpelt(label: string): string | null {
    return this.directory.caseSpelt(label);
  }

  elsewhere(eventId: string): CaseState | null {
    return this.others.get(eventId) ?? null;
  }

  annotationsElsewhere(eventId: string): readonly Annotation[] {
    return this.directory.annotationsOf(eventId);
  }

  contentOf(eventId: string): Development | null {
    const content = this.contents.get(eventId) ?? null;
    return typeof content === 'number' ? this.scanned.spool.at(content).development : content;
  }

  mayComeLater(field: 'after' | 'before', name: string): boolean {
    this.promised.push({ index: this.index, field, case: this.current!.case, name });
    return true;
  }

  private keep(state: CaseState): CaseState {
    this.states.keep(state);
    return state;
  }

  private async loadOthers(names: readonly (string | undefined)[], state: CaseState): Promise<void> {
    this.others = new Map();
    for (const name of names) {
      if (name === undefined || !looksLikeEventId(name) || eventNamed(state, name) !== null) continue;
      const reference = this.located.get(name);
      if (reference !== undefined) this.others.set(name, await this.stateOf(reference));
    }
  }

  private async loadContent(name: string, state: CaseState): Promise<void> {
    const here = this.others.get(name) ?? state;
    const eventId = eventNamed(here, name);
    if (eventId === null || this.contents.has(eventId)) return;
    const isWanted = (id: string): boolean => id === eventId || this.scanned.rectified.has(id);
    for await (const [id, content] of this.stored.contentsOf(here, isWanted))
      if (!this.contents.has(id)) this.contents.set(id, content);
  }

  /** Only those that a line names: a large log has too many to keep them all. */
  private locate(eventId: string, reference: string): void {
    if (this.scanned.named.has(eventId)) this.located.set(eventId, reference);
  }
}
