import { hash } from 'node:crypto';
import { canonicalOf } from './canonical.js';
import type { Development } from './development.js';

const sha256 = (text: string): string => hash('sha256', text, 'hex');

/**
 * A case and a key always make the same event id, so a repeated append finds its own event. A UUID of version 8 (RFC 9562: the bits are
 * ours), because version 5 would bind it to SHA-1. Never change: stored ids rest on it.
 */
export function eventIdOf(reference: string, key: string): string {
  const hex = sha256(canonicalOf([reference, key]));
  const variant = '89ab'[Number.parseInt(hex[16]!, 16) & 3]!;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The key of a line that names none: a digest of its content, so that the same line logged again is the same event. */
export const defaultKeyOf = (line: Omit<Development, 'key'>): string => `h-${sha256(canonicalOf(line)).slice(0, 32)}`;
