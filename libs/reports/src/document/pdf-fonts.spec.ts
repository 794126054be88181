import { existsSync, readFileSync } from 'node:fs';
import { BASE, FAMILIES, filesFor } from './pdf-fonts.js';

const PACKAGE = '@fontsource-variable/';

describe('the fonts of a PDF', () => {
  it('are asked, all that are installed', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object };
    const installed = Object.keys(dependencies).filter((name) => name.startsWith(PACKAGE));
    expect([...FAMILIES].sort()).toEqual(installed.map((name) => name.slice(PACKAGE.length)).sort());
  });

  it('are files that are there', () => {
    for (const path of Object.values(BASE)) expect([path, existsSync(path)]).toEqual([path, true]);
    const paths = new Set<string>();
    for (let codePoint = 0; codePoint < 0x30000; codePoint += 1)
      for (const path of filesFor(codePoint)) paths.add(path);
    expect(paths.size).toBeGreaterThan(FAMILIES.length);
    for (const path of paths) expect([path, existsSync(path)]).toEqual([path, true]);
  });

  it('draw a Chinese character as it is drawn in Beijing, where there is a choice', () => {
    expect(filesFor('金'.codePointAt(0)!)[0]).toContain('noto-sans-sc');
  });
});
