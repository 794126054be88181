#!/usr/bin/env node
// npm run bench -- [events ...]: installs, builds, and measures beside the raw engine in the same run.
import { spawnSync } from 'node:child_process';
import { build, install } from './prepare.mjs';

install();
build();
process.exit(
  spawnSync(process.execPath, ['--enable-source-maps', 'dist/bench/main.js', ...process.argv.slice(2)], {
    stdio: 'inherit',
  }).status ?? 1,
);
