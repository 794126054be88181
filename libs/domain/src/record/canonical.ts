import canonicalize from 'canonicalize';

/** RFC 8785: the one text of a JSON value, so that the same content has the same digest everywhere. */
export function canonicalOf(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Only JSON has a canonical form');
  return text;
}
