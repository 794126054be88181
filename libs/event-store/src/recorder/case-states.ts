import { type CaseState, type Development, type EventTypes, evolve, newCase, streamOf } from '#domain';
import type { EventStore } from '../event-store.js';
import { developmentOf, evolvingOf } from './evolving.js';

/** The states of the cases used last, each brought up to date from its own revision on whenever it is asked for. */
export class CaseStates {
  private readonly states = new Map<string, CaseState>();

  constructor(
    private readonly store: EventStore,
    private readonly keptMax: number,
    private readonly typesOf: (reference: string) => EventTypes = () => new Map(),
  ) {}

  async of(reference: string): Promise<CaseState> {
    const state = this.states.get(reference) ?? newCase(reference, this.typesOf(reference));
    await this.readOn(state);
    this.states.delete(reference);
    this.states.set(reference, state);
    if (this.states.size > this.keptMax) this.states.delete(this.states.keys().next().value as string);
    return state;
  }

  /** The content of an event that is in the log. */
  async contentOf(state: CaseState, eventId: string): Promise<Development | null> {
    if (!state.types.has(eventId)) return null;
    for await (const [, content] of this.contentsOf(state, (id) => id === eventId)) return content;
    return null;
  }

  /** Of all events in the log that are wanted, in one reading of the case. */
  async *contentsOf(
    { reference }: CaseState,
    isWanted: (eventId: string) => boolean,
  ): AsyncGenerator<readonly [eventId: string, Development]> {
    for await (const stored of this.store.readStream(streamOf(reference)))
      if (isWanted(stored.eventId)) yield [stored.eventId, developmentOf(stored)];
  }

  private async readOn(state: CaseState): Promise<void> {
    for await (const stored of this.store.readStream(streamOf(state.reference), state.revision + 1)) {
      evolve(state, evolvingOf(stored));
    }
  }
}
