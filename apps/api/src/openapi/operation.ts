import type { ErrorCode } from '../errors.js';
import type { ParameterName } from '../request/parameters.js';
import type { JsonSchema } from './schema.js';

export interface AnswerSpec {
  readonly about: string;
  /** Default: JSON. */
  readonly mediaType?: string;
  readonly schema: JsonSchema;
  /** Further media types that it may be answered in, as files. */
  readonly files?: readonly string[];
  readonly headers?: readonly HeaderName[];
}

export type HeaderName = 'ETag' | 'Location';
export type RequestHeaderName = 'If-Match' | 'Idempotency-Key';

/** What one route takes and answers. Requests are held to it, and the OpenAPI document is made from it. */
export interface Operation {
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly about?: string;
  readonly query?: readonly ParameterName[];
  readonly requiredQuery?: readonly ParameterName[];
  /** How many on a page where `limit` does not say; default: that of `limit`. */
  readonly pageDefault?: number;
  readonly headers?: readonly RequestHeaderName[];
  readonly body?: JsonSchema;
  readonly answers: Readonly<Record<number, AnswerSpec>>;
  readonly problems: readonly ErrorCode[];
}

/** By method and route, as the router writes it: `GET /cases/:reference`. */
export type Operations = Readonly<Record<string, Operation>>;
