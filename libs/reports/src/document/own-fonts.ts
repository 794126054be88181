import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Said when the program starts, before anything is printed. */
export class FontsError extends Error {
  readonly code = 'bad-configuration';
  constructor(folder: string, what: string) {
    super(`HABEAS_FONTS is ${folder}, ${what}: name a folder of TTF or OTF files, or leave it out`);
  }
}

/** The font files in a folder that whoever runs the program named, each of which can be read. */
export async function fontsIn(folder: string | undefined): Promise<readonly string[]> {
  if (folder === undefined) return [];
  const paths = (await namesIn(folder)).filter((name) => /\.[ot]tf$/i.test(name)).map((name) => join(folder, name));
  if (paths.length === 0) throw new FontsError(folder, 'where there is no font file');
  const { openFace } = await import('./pdf-face.js');
  for (const path of paths)
    await openFace(path).catch((error: unknown) => {
      throw new FontsError(folder, `where ${path} is no font that can be read (${(error as Error).message})`);
    });
  return paths;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    throw new FontsError(folder, `which cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
