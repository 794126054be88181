import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const folderOf = (name: string): string => dirname(require.resolve(`${name}/package.json`));

const DEJAVU = join(folderOf('dejavu-fonts-ttf'), 'ttf');

export type Style = 'regular' | 'strong' | 'emphasis' | 'strongEmphasis';

/** What is printed is printed in these, as far as they go: Latin, Greek, Cyrillic, Georgian, Armenian, Hebrew, signs. */
export const BASE: Readonly<Record<Style, string>> = {
  regular: join(DEJAVU, 'DejaVuSansCondensed.ttf'),
  strong: join(DEJAVU, 'DejaVuSansCondensed-Bold.ttf'),
  emphasis: join(DEJAVU, 'DejaVuSansCondensed-Oblique.ttf'),
  strongEmphasis: join(DEJAVU, 'DejaVuSansCondensed-BoldOblique.ttf'),
};

/** In which order they are asked: a character that Chinese, Japanese and Korean share is drawn as it is in Beijing. */
export const FAMILIES = [
  'noto-sans-arabic',
  'noto-sans-bengali',
  'noto-sans-devanagari',
  'noto-sans-ethiopic',
  'noto-sans-gujarati',
  'noto-sans-gurmukhi',
  'noto-sans-kannada',
  'noto-sans-khmer',
  'noto-sans-lao',
  'noto-sans-malayalam',
  'noto-sans-myanmar',
  'noto-sans-oriya',
  'noto-sans-sinhala',
  'noto-sans-tamil',
  'noto-sans-telugu',
  'noto-sans-thaana',
  'noto-sans-thai',
  'noto-serif-tibetan',
  'noto-sans-sc',
  'noto-sans-jp',
  'noto-sans-kr',
] as const;

interface FontFile {
  readonly path: string;
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

/** The files that say of themselves that they hold a character. A family is cut into files by what is often used together. */
export const filesFor = (codePoint: number): string[] =>
  filesOfFamilies()
    .filter(({ ranges }) => ranges.some(([from, to]) => from <= codePoint && codePoint <= to))
    .map(({ path }) => path);

let files: readonly FontFile[] | undefined;

/** Read when the first character is met that the base lacks. */
const filesOfFamilies = (): readonly FontFile[] => (files ??= FAMILIES.flatMap(filesOf));

function filesOf(family: string): FontFile[] {
  const folder = folderOf(`@fontsource-variable/${family}`);
  const rangesOf = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Readonly<Record<string, string>>;
  return Object.entries(rangesOf).map(([part, ranges]) => ({
    path: join(folder, 'files', `${family}-${part.replace(/[[\]]/g, '')}-wght-normal.woff2`),
    ranges: ranges.split(',').map((range) => {
      const [from = '', to = from] = range.replace(/^U\+/i, '').split('-');
      return [parseInt(from, 16), parseInt(to, 16)] as const;
    }),
  }));
}
