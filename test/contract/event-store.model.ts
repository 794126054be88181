import fc from 'fast-check';
import { type AppendAnswer, type NewEvent, verifyLog } from '#event-store';
import { collect, newEvent, type OpenFixture } from './contract-fixture.js';

/** One call among those made together: a new append whose expectation may be off, or one of the appends before, made again. */
type Step =
  | { readonly kind: 'append'; readonly stream: number; readonly count: number; readonly off: number }
  | { readonly kind: 'repeat'; readonly which: number; readonly altered: boolean };

interface Call {
  readonly stream: string;
  readonly expected: number | 'no_stream';
  readonly events: readonly NewEvent[];
}

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('append' as const),
    stream: fc.nat(2),
    count: fc.integer({ min: 1, max: 3 }),
    off: fc.constantFrom(0, 0, 0, -1, 1),
  }),
  fc.record({ kind: fc.constant('repeat' as const), which: fc.nat(30), altered: fc.boolean() }),
);

/** Whatever is called together or in turn, the log is what a plain list would be. */
export function eventStoreModel(name: string, open: OpenFixture): void {
  describe(`any sequence of appends on ${name}`, () => {
    it('ends as in a list that is filled call by call', () =>
      fc.assert(
        fc.asyncProperty(fc.array(fc.array(step, { maxLength: 8 }), { maxLength: 8 }), async (rounds) => {
          const log = await open();
          try {
            const model = new Model();
            for (const steps of rounds) {
              const calls = steps.map((one) => model.call(one));
              const settled = await Promise.allSettled(
                calls.map(({ call }) => log.store.append(call.stream, call.expected, call.events)),
              );
              expect(settled.map(inShort)).toEqual(calls.map(({ outcome }) => outcome));
            }
            const stored = await collect(log.store.readAll(null));
            expect(stored.map(({ stream, revision, eventId }) => ({ stream, revision, eventId }))).toEqual(model.log);
            expect(await verifyLog(log.store, () => undefined)).toMatchObject({ events: model.log.length, faults: 0 });
          } finally {
            await log.close();
          }
        }),
        // A server that holds much else looks at all of that for every new log: then as many as half a minute allows.
        { numRuns: 60, interruptAfterTimeLimit: 30_000 },
      ));
  });
}

class Model {
  readonly log: { stream: string; revision: number; eventId: string }[] = [];
  private readonly made: Call[] = [];

  call(one: Step): { call: Call; outcome: string } {
    const earlier = one.kind === 'repeat' ? this.made[one.which] : undefined;
    if (one.kind === 'append' || !earlier) return this.appendNew(one.kind === 'append' ? one : FIRST);
    const isStored = this.log.some(({ eventId }) => eventId === earlier.events[0]?.eventId);
    if (isStored && one.kind === 'repeat' && one.altered) {
      return {
        call: { ...earlier, events: earlier.events.map((e) => ({ ...e, data: {} })) },
        outcome: 'event-id-conflict',
      };
    }
    return { call: earlier, outcome: isStored ? 'already_stored' : this.decide(earlier) };
  }

  private appendNew({ stream, count, off }: Extract<Step, { kind: 'append' }>): { call: Call; outcome: string } {
    const name = `case-${stream}`;
    const expected = this.revisionOf(name) + off;
    const events = Array.from({ length: count }, () => newEvent());
    const call: Call = { stream: name, expected: expected < 0 ? 'no_stream' : expected, events };
    this.made.push(call);
    return { call, outcome: this.decide(call) };
  }

  private decide({ stream, expected, events }: Call): string {
    const revision = this.revisionOf(stream);
    if (expected !== (revision < 0 ? 'no_stream' : revision)) return 'wrong-expected-revision';
    events.forEach(({ eventId }, i) => this.log.push({ stream, revision: revision + 1 + i, eventId }));
    return 'stored';
  }

  private revisionOf(name: string): number {
    return this.log.filter(({ stream }) => stream === name).length - 1;
  }
}

const FIRST = { kind: 'append', stream: 0, count: 1, off: 0 } as const;

function inShort(settled: PromiseSettledResult<AppendAnswer>): string {
  return settled.status === 'fulfilled' ? settled.value.outcome : (settled.reason as { code: string }).code;
}
