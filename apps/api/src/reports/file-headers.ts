import { createHash } from 'node:crypto';
import { STYLE_SOURCE } from '#reports';

interface File {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly name: string;
}

/** A page of a report brings its one style along, which the policy of all other pages would refuse. */
const PAGE_POLICY = `default-src 'none'; style-src ${STYLE_SOURCE}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** What tells a file from an answer: its name, its type, and the digest of its bytes (RFC 9530). */
export function fileHeaders({ bytes, mediaType, name }: File): Record<string, string> {
  const digest = createHash('sha256').update(bytes).digest('base64');
  return {
    'content-type': mediaType,
    'content-disposition': `inline; filename="${name}"`,
    'repr-digest': `sha-256=:${digest}:`,
    ...(mediaType.startsWith('text/html') && { 'content-security-policy': PAGE_POLICY }),
  };
}
