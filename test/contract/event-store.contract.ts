import { appendContract } from './append.contract.js';
import { concurrencyContract } from './concurrency.contract.js';
import type { OpenFixture } from './contract-fixture.js';
import { knownSinceContract } from './known-since.contract.js';
import { readContract } from './read.contract.js';
import { repeatContract } from './repeat.contract.js';
import { subscriptionContract } from './subscription.contract.js';

/** What every event store promises. A caller may rely on this, and on nothing else, whichever store is configured. */
export function eventStoreContract(name: string, open: OpenFixture): void {
  describe(`the event store contract on ${name}`, () => {
    appendContract(open);
    repeatContract(open);
    knownSinceContract(open);
    readContract(open);
    concurrencyContract(open);
    subscriptionContract(open);
  });
}
