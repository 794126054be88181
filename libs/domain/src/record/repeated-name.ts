const PARTS = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}]/g;

/**
 * A name that one object of the JSON text gives twice, of which a parser would silently keep the last; null if there is none.
 * @param value what the text was parsed to
 */
export function repeatedName(json: string, value: unknown): string | null {
  return keepsAllNames(json, value) ? null : searched(json);
}

/** As many names are left as there can have been in the text: so it is as good as always, and quickly seen. */
function keepsAllNames(json: string, value: unknown): boolean {
  if (SPACED_NAME.test(json)) return false;
  let names = 0;
  for (let at = json.indexOf('":'); at >= 0; at = json.indexOf('":', at + 2)) names += 1;
  return names === namesIn(value);
}

const SPACED_NAME = /"\s+:/;

function namesIn(value: unknown): number {
  let names = 0;
  const left = [value];
  while (left.length > 0) {
    const one = left.pop();
    if (typeof one !== 'object' || one === null) continue;
    const parts: unknown[] = Array.isArray(one) ? one : Object.values(one);
    if (!Array.isArray(one)) names += parts.length;
    for (const part of parts) if (typeof part === 'object') left.push(part);
  }
  return names;
}

function searched(json: string): string | null {
  const open: Set<string>[] = [];
  for (const [part, colon] of json.matchAll(PARTS)) {
    if (part === '{') open.push(new Set());
    else if (part === '}') open.pop();
    else if (colon !== undefined) {
      const name = JSON.parse(part.slice(0, -colon.length)) as string;
      if (open.at(-1)?.has(name)) return name;
      open.at(-1)?.add(name);
    }
  }
  return null;
}
