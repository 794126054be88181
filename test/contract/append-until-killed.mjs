// Eight writers append to a log until the process is killed; each acknowledged event id is printed. Started by kill.spec.ts with the
// compiled event store and the path of the log.
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';

const [, , index, path] = process.argv;
const { openEventStore } = await import(index);
const store = await openEventStore(`sqlite:${path}`);
const WRITERS = 8;

await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(`case-${writer}`)));

async function write(stream) {
  let count = 0;
  for await (const event of store.readStream(stream)) count = event.revision + 1;
  // The last answer may have been lost: the same append again finds its own event.
  if (count > 0)
    acknowledge(await store.append(stream, count === 1 ? 'no_stream' : count - 2, [event(stream, count - 1)]));
  for (;;) {
    const size = count % 10 === 0 ? 3 : 1;
    const events = Array.from({ length: size }, (_, i) => event(stream, count + i));
    acknowledge(await store.append(stream, count === 0 ? 'no_stream' : count - 1, events));
    count += size;
  }
}

function event(stream, n) {
  const eventId = createHash('sha256').update(`${stream} ${n}`).digest('hex');
  return {
    eventId,
    type: 'DevelopmentNoted',
    schemaVersion: 1,
    data: { n, text: 'x'.repeat(n % 500) },
    recordedBy: 'ada',
  };
}

function acknowledge({ outcome, events }) {
  writeSync(1, events.map(({ eventId }) => `${outcome} ${eventId}\n`).join(''));
}
