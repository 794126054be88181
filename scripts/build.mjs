#!/usr/bin/env node
// Compiles everything that runs into dist/. Plain tsc: a projection or a view is found by its file, so nothing may be bundled away.
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';

rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
