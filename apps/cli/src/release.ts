import { readFileSync } from 'node:fs';

/** Both under apps/ and under dist/apps/, the package is the nearest one above. */
const PACKAGE = import.meta.url.includes('/dist/') ? '../../../../package.json' : '../../../package.json';

/** The version of this program: what a report says that it was made by. */
export const RELEASE = (JSON.parse(readFileSync(new URL(PACKAGE, import.meta.url), 'utf8')) as { version: string })
  .version;
