import { createHash } from 'node:crypto';
import { canonicalOf } from './canonical.js';
import type { Development } from './development.js';

const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

/**
 * A case and a key always make the same event id, so a repeated append finds its own event. A UUID of version 8 (RFC 9562: the bits are
 * ours), because version 5 would bind it to SHA-1. Never change: stored ids rest on it.
 */
export function eventIdOf(reference: string, key: string): string {
  const bytes = sha256(canonicalOf([reference, key])).subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The key of a line that names none: a digest of its content, so that the same line logged again is the same event. */
export const defaultKeyOf = (line: Omit<Development, 'key'>): string =>
  `h-${sha256(canonicalOf(line)).toString('hex').slice(0, 32)}`;
