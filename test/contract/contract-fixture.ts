import { randomUUID } from 'node:crypto';
import { filter, firstValueFrom, ReplaySubject } from 'rxjs';
import type {
  EventStore,
  NewEvent,
  Position,
  StoredEvent,
  SubscriptionConsumer,
  SubscriptionNotice,
} from '#event-store';

/** What a store has to offer to be put through the contract. Each fixture is an empty log of its own. */
export interface ContractFixture {
  readonly store: EventStore;
  /** What the store takes for the present, from now on. */
  setNow(instant: string): void;
  /** A second store on the same log, as another process would have it. */
  openAnother(): Promise<EventStore>;
  /** Closes the store and opens its log again. */
  reopen(): Promise<EventStore>;
  close(): Promise<void>;
}

export type OpenFixture = () => Promise<ContractFixture>;

export function newEvent(overrides: Partial<NewEvent> = {}): NewEvent {
  return {
    eventId: randomUUID(),
    type: 'DevelopmentNoted',
    schemaVersion: 1,
    data: { text: 'a letter arrived' },
    recordedBy: 'ada',
    ...overrides,
  };
}

export function newEvents(count: number): NewEvent[] {
  return Array.from({ length: count }, (_, n) => newEvent({ data: { n } }));
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

export const idsOf = (events: readonly { readonly eventId: string }[]): string[] =>
  events.map(({ eventId }) => eventId);

/** Keeps what it was given, and commits it with each batch. */
export class KeepingConsumer implements SubscriptionConsumer {
  readonly events: StoredEvent[] = [];
  readonly batches: (readonly StoredEvent[])[] = [];

  /** `sabotage` runs before a batch is kept; when it rejects, nothing is. */
  constructor(private readonly sabotage: (attempt: number) => Promise<void> = () => Promise.resolve()) {}

  committed(): Promise<Position | null> {
    return Promise.resolve(this.events.at(-1)?.position ?? null);
  }

  async apply(batch: readonly StoredEvent[]): Promise<void> {
    this.batches.push(batch);
    await this.sabotage(this.batches.length);
    this.events.push(...batch);
  }
}

export interface Watch {
  /** The first notice, past or to come, of which the condition holds. */
  seen(condition: (notice: SubscriptionNotice) => boolean): Promise<SubscriptionNotice>;
  stop(): void;
}

export function watch(store: EventStore, consumer: SubscriptionConsumer): Watch {
  const notices = new ReplaySubject<SubscriptionNotice>();
  const subscription = store.subscribe(consumer).subscribe(notices);
  return {
    seen: (condition) => firstValueFrom(notices.pipe(filter(condition))),
    stop: () => subscription.unsubscribe(),
  };
}
