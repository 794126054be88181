import { repeatedName } from '#domain';
import { Problem } from '../problem.js';

export const BODY_BYTES_MAX = 1_048_576;
/** Deeper than any development: what walks a body by recursion must not run out of stack. */
const DEPTH_MAX = 32;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** One JSON value, of sound UTF-8: a byte that was read as "unknown character" would be stored so for ever. */
export function readJson(body: Buffer): unknown {
  const text = decodedText(body);
  const value = parsed(text);
  if (depthOf(value) > DEPTH_MAX)
    throw new Problem('malformed-json', { detail: `The body is nested more than ${DEPTH_MAX} deep` });
  if (repeatedName(text, value) !== null)
    throw new Problem('malformed-json', { detail: 'An object of the body gives one name twice' });
  return value;
}

function decodedText(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch {
    throw new Problem('malformed-json', { detail: 'The body is not sound UTF-8' });
  }
}

function parsed(text: string): unknown {
  if (text.trim() === '') throw new Problem('malformed-json', { detail: 'The body is empty' });
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const [, at] = /position (\d+)/.exec((error as Error).message) ?? [];
    throw new Problem('malformed-json', {
      detail:
        at === undefined
          ? 'The body ends too early, or holds what JSON does not know'
          : `The body stops being JSON at character ${at}`,
    });
  }
}

/** Level by level, without recursion; stops as soon as it is too deep. */
function depthOf(value: unknown): number {
  let level: unknown[] = [value];
  for (let depth = 0; ; depth += 1) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? (Object.values(one) as unknown[]) : []));
    if (level.length === 0 || depth > DEPTH_MAX) return depth;
  }
}
