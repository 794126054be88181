import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const FOLDER = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');

/** By their files: pdfkit opens a font anew at every use of another name for it. */
export const FACES = {
  regular: join(FOLDER, 'DejaVuSansCondensed.ttf'),
  strong: join(FOLDER, 'DejaVuSansCondensed-Bold.ttf'),
  emphasis: join(FOLDER, 'DejaVuSansCondensed-Oblique.ttf'),
  strongEmphasis: join(FOLDER, 'DejaVuSansCondensed-BoldOblique.ttf'),
};
