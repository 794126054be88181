import canonicalize from 'canonicalize';

/**
 * RFC 8785: the one text of a JSON value, so that the same content has the same digest everywhere. Throws on what JSON cannot hold:
 * lone surrogates, infinite numbers, cycles.
 */
export function canonicalOf(value: unknown): string {
  const text = quickly(value) ?? canonicalize(value);
  if (text === undefined) throw new TypeError('Only JSON has a canonical form');
  return text;
}

/** A value that was written so already, for whoever would only have to write it again. It is read where it is kept when it is wanted. */
export class CanonicalText {
  constructor(private readonly read: () => string) {}

  get text(): string {
    return this.read();
  }
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
  if (Array.isArray(value)) return listInOrder(value);
  return objectInOrder(value as Record<string, unknown>);
}

function listInOrder(list: readonly unknown[]): unknown {
  const items = list.map(inOrder);
  return items.includes(DOUBTFUL) ? DOUBTFUL : items;
}

function objectInOrder(object: Record<string, unknown>): unknown {
  const sorted: Record<string, unknown> = {};
  for (const key of Object.keys(object).sort()) {
    const value = DOUBTFUL_KEY.test(key) ? DOUBTFUL : inOrder(object[key]);
    if (value === DOUBTFUL) return DOUBTFUL;
    sorted[key] = value;
  }
  return sorted;
}
