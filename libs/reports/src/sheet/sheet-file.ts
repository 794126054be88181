import type { Question, RecordReader } from '#domain';
import { FORMATS, type DocumentFormat } from '../document/index.js';
import type { Language } from '../labels/index.js';
import { caseSheet } from './case-sheet.js';
import { printedSheet, sheetDocument } from './print/printed-sheet.js';

export const SHEET_FORMATS = ['json', ...Object.keys(FORMATS)] as readonly SheetFormat[];
export type SheetFormat = 'json' | DocumentFormat;

/** A report as bytes: the same question gives the same ones within a release. */
export interface ReportFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** Made of the question, without any name. */
  readonly name: string;
  /** The case, by the reference that never changes. */
  readonly case: string;
}

export interface SheetAsked {
  readonly reference: string;
  readonly language: Language;
  readonly format: SheetFormat;
  /** The version of the program, printed on the sheet. */
  readonly release: string;
  /** Font files for characters that those of the program lack. */
  readonly fonts: readonly string[];
}

export const mediaTypeOf = (format: SheetFormat): string =>
  format === 'json' ? 'application/json; charset=utf-8' : FORMATS[format].mediaType;

export async function sheetFile(
  reader: RecordReader,
  { reference, language, format, release, fonts }: SheetAsked,
  question: Question,
): Promise<ReportFile> {
  const sheet = await caseSheet(reader, reference, question);
  const bytes =
    format === 'json'
      ? Buffer.from(JSON.stringify({ ...sheet, printed: printedSheet(sheet, language), release }), 'utf8')
      : await FORMATS[format].write(sheetDocument(sheet, language, release), fonts);
  const name = `${sheet.reference}-${sheet.asOf}-${language}.${format}`;
  return { bytes, mediaType: mediaTypeOf(format), name, case: sheet.reference };
}
