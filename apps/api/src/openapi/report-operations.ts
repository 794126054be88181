import { LANGUAGES, mediaTypeOf, SHEET_FORMATS } from '#reports';
import type { Operations } from './operation.js';
import {
  count,
  day,
  described,
  enumOf,
  listOf,
  orNull,
  ref,
  shape,
  text,
  textOrNull,
  anyObject,
  flag,
} from './schema.js';

const FILES = SHEET_FORMATS.map((format) => mediaTypeOf(format).split(';')[0]!);

const ISSUED = {
  report: enumOf(['sheet']),
  case: text,
  asOf: day,
  knownAt: textOrNull,
  position: described('Of the log, which `knownAt` resolved to.', text),
  lens: text,
  language: enumOf(LANGUAGES),
  format: enumOf(SHEET_FORMATS),
  release: text,
  digest: described('SHA-256 of the bytes, in hexadecimal digits.', text),
  mediaType: text,
  name: text,
  size: described('In bytes.', count),
  issuedAt: { type: 'string', format: 'date-time' },
  issuedBy: text,
};

export const reportOperations: Operations = {
  'GET /cases/:reference/sheet': {
    id: 'readSheet',
    tag: 'Reports',
    summary: "The case sheet in the Committee's layout",
    about:
      'As JSON, HTML, Markdown, DOCX or PDF, by `format` or by the Accept header. Within a release the same question gives the same bytes. On the day of a decision it is the card of that decision, which leaves itself out as the recent one.',
    query: ['asOf', 'knownAt', 'lens', 'lang', 'format', 'after'],
    answers: { 200: { about: 'The sheet.', schema: ref('Sheet'), files: FILES } },
    problems: ['not-found', 'behind'],
  },
  'GET /reports/issued': {
    id: 'listIssuedReports',
    tag: 'Reports',
    summary: 'Every report that was issued, the latest first, and whether its answers changed since',
    query: ['after', 'cursor', 'limit'],
    answers: { 200: { about: 'The reports.', schema: ref('IssuedReports') } },
    problems: ['behind', 'report-altered'],
  },
  'POST /reports/issued': {
    id: 'issueReport',
    tag: 'Reports',
    summary: 'Issue a report: its bytes are kept for ever under their digest',
    body: ref('Issuing'),
    answers: {
      201: { about: 'Issued.', schema: ref('IssuedReport'), headers: ['Location'] },
      200: {
        about: 'The same bytes were issued before: the record of then.',
        schema: ref('IssuedReport'),
        headers: ['Location'],
      },
    },
    problems: ['malformed-json', 'too-large', 'unsupported-media-type', 'not-found', 'behind'],
  },
  'GET /reports/issued/:digest': {
    id: 'readIssuedReport',
    tag: 'Reports',
    summary: 'An issued report, byte for byte',
    answers: { 200: { about: 'The bytes that were issued.', schema: anyObject, files: FILES } },
    problems: ['no-such-report', 'report-altered'],
  },
};

const LINE = shape({ text, footnote: textOrNull });
const FIELD = shape({ field: text, name: text, text, toldOtherwise: listOf(text) });
const because = listOf(ref('Event'));
const list = listOf(anyObject);

const SHEET = shape({
  reference: text,
  label: described('In use that day.', text),
  earlier: listOf(text),
  kind: enumOf(['individual', 'collective']),
  country: text,
  title: textOrNull,
  asOf: day,
  knownAt: textOrNull,
  position: text,
  lens: text,
  decision: described('The decision adopted on that very day, whose card this is.', orNull(anyObject)),
  roster: listOf(
    shape({
      reference: text,
      label: text,
      earlier: listOf(text),
      name: text,
      nameVariants: listOf(text),
      gender: anyObject,
      chamber: textOrNull,
      membership: enumOf(['certain', 'possible']),
    }),
  ),
  violations: listOf(
    shape({
      label: text,
      codes: listOf(text),
      currently: listOf(text),
      previously: listOf(text),
      isLimited: described('It does not concern all members: it has a footnote.', flag),
      note: textOrNull,
      because,
    }),
  ),
  card: anyObject,
  victims: described('Counted from the roster (`listed`), and what the last decision says (`stated`).', anyObject),
  situation: list,
  incomplete: list,
  chronology: list,
  mentioned: described(
    'Whom its lines concern besides those on the roster, and other cases, by what was known then.',
    listOf(shape({ reference: text, label: text, name: textOrNull })),
  ),
  recommendations: list,
  printed: described(
    'The lines as the other formats print them, in the language asked for.',
    shape({
      language: enumOf(LANGUAGES),
      heading: text,
      roster: listOf(text),
      violations: listOf(LINE),
      card: listOf(FIELD),
    }),
  ),
  release: text,
});

export const reportSchemas = {
  Sheet: SHEET,
  Issuing: shape(
    { case: text },
    {
      report: enumOf(['sheet']),
      asOf: day,
      knownAt: text,
      lens: text,
      language: enumOf(LANGUAGES),
      format: described('Default: pdf.', enumOf(SHEET_FORMATS)),
    },
  ),
  IssuedReport: shape(ISSUED),
  IssuedReports: shape({
    reports: listOf(
      shape({
        ...ISSUED,
        since: shape({
          state: described(
            'Whether the record answers otherwise with all that is known now; `unknown` where it does not know the position or the case.',
            enumOf(['unchanged', 'changed', 'unknown']),
          ),
          parts: described('The parts of the sheet that are other.', listOf(text)),
        }),
      }),
    ),
    next: textOrNull,
  }),
};
