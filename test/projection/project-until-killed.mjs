// Projects a log into rows until the process is killed, and says when a batch is committed. Started by kill.spec.ts with the folder of the
// compiled sources, the log, the rows, and what to do: follow the log in small batches, or build the rows from zero again and again.
import { writeSync } from 'node:fs';

const [, , folder, logFile, rowsFile, what] = process.argv;
const { openEventStore } = await import(`${folder}/dist/libs/event-store/src/index.js`);
const { openReadModels, Projector } = await import(`${folder}/dist/libs/read-models/src/index.js`);
const log = await openEventStore(`sqlite:${logFile}`);
const models = await openReadModels(`sqlite:${rowsFile}`, log);
const say = (text) => writeSync(1, `${text}\n`);

if (what === 'rebuild') for (;;) await models.rebuild(({ phase, done }) => say(`${phase} ${done}`));

const rows = await models.current();
const projector = new Projector(rows);
const BATCH = 3;
let batch = [];
for await (const event of log.readAll((await rows.checkpoint())?.position ?? null)) {
  if (batch.push(event) < BATCH) continue;
  await projector.project(batch);
  say(`committed ${event.position}`);
  batch = [];
}
await projector.project(batch);
say('done');
