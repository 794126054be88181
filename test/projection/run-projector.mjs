// A program that projects a log into rows until it is killed, and says whether it is the one that does. Started by postgres-faults.spec.ts with the folder of the compiled sources, the log and the rows.
import { writeSync } from 'node:fs';
import { setInterval } from 'node:timers';

const [, , folder, logFile, rowsUrl] = process.argv;
const { openEventStore } = await import(`${folder}/dist/libs/event-store/src/index.js`);
const { openReadModels } = await import(`${folder}/dist/libs/read-models/src/index.js`);
const log = await openEventStore(`sqlite:${logFile}`);
const models = await openReadModels(rowsUrl, log);
await models.start();
let said = '';
const say = () => {
  const now = models.isRunner ? 'runner' : 'waiting';
  if (now !== said) writeSync(1, `${now}\n`);
  said = now;
};
say();
setInterval(say, 10);
