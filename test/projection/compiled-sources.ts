import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

const LIBS = ['libs/domain/src', 'libs/event-store/src', 'libs/read-models/src'];

/** Today's sources as a build makes them, without checking: a process that is to be killed must not run those of the last build. */
export function compileInto(folder: string): void {
  const { config } = ts.parseConfigFileTextToJson('tsconfig.json', readFileSync('tsconfig.json', 'utf8')) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, '.');
  for (const lib of LIBS)
    for (const file of readdirSync(lib, { recursive: true, encoding: 'utf8' })) {
      if (!/(?<!\.spec|\.d)\.ts$/.test(file)) continue;
      const target = join(folder, 'dist', lib, file.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      const text = readFileSync(join(lib, file), 'utf8');
      writeFileSync(target, ts.transpileModule(text, { compilerOptions: options, fileName: 'module.mts' }).outputText);
    }
  cpSync('package.json', join(folder, 'package.json'));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
}
