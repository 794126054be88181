import { once } from 'node:events';
import { createWriteStream, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { newFileRefused } from '../new-file.js';
import type { Output } from '../output.js';

/** Into a new file, readable by the caller alone, or to stdout; what could not be written whole is not left behind. */
export async function writeInto(output: Output, file: string | undefined, content: string | Readable): Promise<void> {
  if (file === undefined) return toStdout(output, content);
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  try {
    await once(out, 'open');
  } catch (error) {
    throw newFileRefused('--output', file, error);
  }
  try {
    await pipeline(typeof content === 'string' ? Readable.from([content]) : content, out);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}

async function toStdout(output: Output, content: string | Readable): Promise<void> {
  if (typeof content === 'string') return output.write(content);
  for await (const chunk of content) await output.write(chunk as Uint8Array);
}
