import { ERRORS, type ErrorCode } from '../errors.js';
import { Problem, PROBLEM_TYPE, problemDocument, problemType } from '../problem.js';
import { PARAMETERS, type ParameterName } from '../request/parameters.js';
import { answerSchemas } from './answer-schemas.js';
import { developmentSchemas } from './development-schemas.js';
import { docketReportSchemas } from './docket-report-schemas.js';
import { OPERATIONS } from './operations.js';
import type { AnswerSpec, Operation } from './operation.js';
import { described, listOf, ref, shape, text, type JsonSchema } from './schema.js';
import { reportSchemas } from './report-operations.js';
import { serverSchemas } from './server-schemas.js';
import { statusSchemas } from './status-schemas.js';

/** What any route may answer, whatever it was asked. */
const ALWAYS: readonly ErrorCode[] = [
  'malformed-url',
  'unknown-parameter',
  'repeated-parameter',
  'invalid-parameter',
  'malformed-request',
  'unknown-host',
  'headers-too-large',
  'internal-error',
  'log-away',
];

/** The whole interface as OpenAPI 3.1, made from the tables that requests are held to. */
export function openApiDocument(version: string): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const [at, operation] of Object.entries(OPERATIONS)) {
    const [method, route] = at.split(' ') as [string, string];
    (paths[route.replace(/:([A-Za-z]+)/g, '{$1}')] ??= {})[method.toLowerCase()] = operationObject(route, operation);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Habeas',
      version,
      description:
        'The record of a human-rights committee: what happened, who vouches for it, and what any day was known to be on any other day. Errors are problem documents (RFC 9457); `docs/errors.md` lists their types.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: {
        ...developmentSchemas(),
        ...answerSchemas,
        ...statusSchemas(),
        ...serverSchemas,
        ...docketReportSchemas,
        ...reportSchemas,
        Problem: PROBLEM,
      },
      headers: HEADERS,
    },
  };
}

function operationObject(route: string, operation: Operation): JsonSchema {
  const { id, tag, summary, about, body, answers, problems } = operation;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(about !== undefined && { description: about }),
    parameters: [...pathParameters(route), ...queryParameters(operation), ...headerParameters(operation)],
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, answerObject(answer)])),
      ...problemObjects([...problems, ...ALWAYS]),
    },
  };
}

const PATH: Readonly<Record<string, JsonSchema>> = {
  reference: {
    description: 'A reference, or a label once in use. `/` is `%2F`: `CMBD%2F60`.',
    schema: text,
    example: 'KHM-60',
  },
  name: {
    description: 'The name of the party, as the record has it.',
    schema: text,
    example: 'Cambodia National Rescue Party',
  },
  digest: {
    description: 'SHA-256 of the bytes, in hexadecimal digits.',
    schema: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  },
  asset: { description: 'A file of the page.', schema: text, example: 'swagger-ui.css' },
};

const pathParameters = (route: string): JsonSchema[] =>
  [...route.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => ({ name, in: 'path', required: true, ...PATH[name!] }));

const queryParameters = ({ query = [], requiredQuery = [], pageDefault }: Operation): JsonSchema[] =>
  query.map((name: ParameterName) => {
    const { about, schema: any, example } = PARAMETERS[name];
    const schema = name === 'limit' && pageDefault !== undefined ? { ...any, default: pageDefault } : any;
    const required = requiredQuery.includes(name);
    // A page to try it fills `example` in: what need not be said is shown as an example of the schema alone.
    const shown = required ? { schema, example } : { schema: { ...schema, examples: [example] } };
    return { name, in: 'query', required, description: about, ...shown };
  });

const REQUEST_HEADERS = {
  'If-Match': {
    required: true,
    description:
      'The revision that the author saw: the ETag of the case. Without it 428, when the case has moved on 412.',
    schema: { type: 'string', pattern: '^"(0|[1-9][0-9]*)"$' },
    example: '"4"',
  },
  'Idempotency-Key': {
    required: false,
    description:
      'Makes a repeat harmless: it becomes the `key` of a development that names none of its own, unique in its case.',
    schema: { type: 'string', minLength: 1, maxLength: 200, examples: ['0b1f6b0c-6f5e-4c57-9d43-1d7a1f0a1c11'] },
  },
};

const headerParameters = ({ headers = [] }: Operation): JsonSchema[] =>
  headers.map((name) => ({ name, in: 'header', ...REQUEST_HEADERS[name] }));

const HEADERS = {
  ETag: { description: 'The revision that the case is at, in quotes.', schema: { type: 'string' }, example: '"4"' },
  Location: {
    description: 'Where it is read.',
    schema: { type: 'string', format: 'uri-reference' },
    example: '/cases/KHM-60',
  },
  'X-Request-Id': {
    description: 'Under which the log of the server tells of this request.',
    schema: { type: 'string' },
  },
  'Retry-After': { description: 'Seconds after which to ask again.', schema: { type: 'integer' } },
};

/** Bytes, as they are. */
const FILE: JsonSchema = {};

const headerRefs = (names: readonly string[]): JsonSchema =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

const answerObject = ({
  about,
  mediaType = 'application/json',
  schema,
  files = [],
  headers = [],
}: AnswerSpec): JsonSchema => ({
  description: about,
  headers: headerRefs([...headers, 'X-Request-Id']),
  content: { ...Object.fromEntries(files.map((type) => [type, { schema: FILE }])), [mediaType]: { schema } },
});

/** One entry for each status, with an example of every problem that has it. */
function problemObjects(codes: readonly ErrorCode[]): Record<string, JsonSchema> {
  const statuses = [...new Set(codes.map((code) => ERRORS[code].status))].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      problemObject(
        status,
        codes.filter((code) => ERRORS[code].status === status),
      ),
    ]),
  );
}

const problemObject = (status: number, codes: readonly ErrorCode[]): JsonSchema => ({
  description: codes.map((code) => `\`${code}\`: ${ERRORS[code].title}.`).join(' '),
  headers: headerRefs([
    'X-Request-Id',
    ...(status === 503 ? ['Retry-After'] : []),
    ...(status === 412 ? ['ETag'] : []),
  ]),
  content: {
    [PROBLEM_TYPE]: {
      schema: ref('Problem'),
      examples: Object.fromEntries(
        codes.map((code) => [code, { value: problemDocument(new Problem(code), '/cases') }]),
      ),
    },
  },
});

const { additionalProperties: _, ...problemShape } = shape(
  {
    type: { type: 'string', enum: Object.keys(ERRORS).map((code) => problemType(code as ErrorCode)) },
    title: text,
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: described('What is wrong, and what to do about it.', text),
  },
  {
    instance: described('The path of the request.', text),
    errors: listOf(
      shape(
        { path: described('A JSON pointer into the body, or the name of a parameter or header.', text), message: text },
        { value: text },
      ),
    ),
    revision: described('With `revision-moved` and `revision-not-reached`: where the case is now.', {
      type: 'integer',
    }),
    rule: described('With `refused` and `conflict`: the rule that does not allow it.', text),
    countries: described('With `ambiguous`: the countries that are meant.', listOf(text)),
  },
);
const PROBLEM: JsonSchema = described('RFC 9457. Branch on `type`; it is never renamed.', problemShape);
