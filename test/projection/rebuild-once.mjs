// Builds rows from zero as a program does, in several threads. Started by threads.spec.ts with the folder of the compiled sources, the log and the rows.
const [, , folder, logFile, rowsUrl] = process.argv;
const { openEventStore } = await import(`${folder}/dist/libs/event-store/src/index.js`);
const { openReadModels } = await import(`${folder}/dist/libs/read-models/src/index.js`);
const { foldingThreads } = await import(`${folder}/dist/libs/read-models/src/sqlite/folding-threads.js`);
const log = await openEventStore(`sqlite:${logFile}`);
const models = await openReadModels(rowsUrl, log);
try {
  await models.rebuild();
} catch (error) {
  console.log(`${error.name} ${error.code}`);
  process.exit(0);
}
const threads = foldingThreads(logFile);
console.log(threads?.atOnce ?? 0);
await threads?.close();
await models.close();
await log.close();
