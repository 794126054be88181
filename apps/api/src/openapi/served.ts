import { readFileSync } from 'node:fs';
import { openApiDocument } from './document.js';

const { version } = JSON.parse(readFileSync(packageFile(), 'utf8')) as { version: string };

/** The version of this program: what a report says that it was made by. */
export const RELEASE = version;

/** Made once: it depends on nothing but the code. */
export const OPENAPI_DOCUMENT = openApiDocument(version);

/** Both under apps/ and under dist/apps/, the package is the nearest one above. */
function packageFile(): URL {
  return new URL(
    import.meta.url.includes('/dist/') ? '../../../../../package.json' : '../../../../package.json',
    import.meta.url,
  );
}
