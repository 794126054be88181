import canonicalize from 'canonicalize';

/** RFC 8785: keys sorted by UTF-16 units, no white space. Throws on what JSON cannot hold: lone surrogates, infinite numbers, cycles. */
export function canonicalJson(value: unknown): string {
  return quickly(value) ?? slowly(value);
}

function slowly(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Not a JSON value');
  return text;
}

/** Sorting the keys and leaving the rest to JSON.stringify takes a third of the time; null where the two might differ. */
function quickly(value: unknown): string | null {
  const sorted = inOrder(value);
  if (sorted === DOUBTFUL) return null;
  const text = JSON.stringify(sorted) as string | undefined;
  return text === undefined || ESCAPED_SURROGATE.test(text) ? null : text;
}

const DOUBTFUL = Symbol('doubtful');
const ESCAPED_SURROGATE = /\\ud[89a-f]/;
/** JavaScript puts such keys first, in numeric order, or takes them for the prototype. */
const DOUBTFUL_KEY = /^\d+$|^__proto__$/;

function inOrder(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : DOUBTFUL;
  if (typeof value !== 'object' || value === null) return value;
  if ('toJSON' in value) return DOUBTFUL;
  return Array.isArray(value) ? itemsInOrder(value) : keysInOrder(value as Record<string, unknown>);
}

function itemsInOrder(array: readonly unknown[]): unknown {
  const items = array.map(inOrder);
  return items.includes(DOUBTFUL) ? DOUBTFUL : items;
}

function keysInOrder(object: Record<string, unknown>): unknown {
  const sorted: Record<string, unknown> = {};
  for (const key of Object.keys(object).sort()) {
    const value = inOrder(object[key]);
    if (value === DOUBTFUL || DOUBTFUL_KEY.test(key)) return DOUBTFUL;
    sorted[key] = value;
  }
  return sorted;
}
