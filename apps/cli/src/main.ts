#!/usr/bin/env node
import { readConfig } from './config.js';
import { endOf } from './exit.js';
import { Output } from './output.js';
import { programOf } from './program.js';

const output = new Output();
try {
  const parts = { config: readConfig(process.env), output, now: () => new Date() };
  await programOf(parts).parseAsync(process.argv);
} catch (error) {
  const { exit, message } = endOf(error);
  if (message !== null) output.note(message);
  process.exitCode = exit;
}
