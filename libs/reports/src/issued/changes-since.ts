import { QuestionError, readDay, resolve, type RecordReader } from '#domain';
import { caseSheet, type CaseSheet } from '../sheet/index.js';
import type { IssuedSheet } from './issued-reports.js';

/** Whether the record would answer otherwise today; `unknown` where it does not know the position or the case. */
export interface ChangedSince {
  readonly state: 'unchanged' | 'changed' | 'unknown';
  /** The parts of the sheet that are other. */
  readonly parts: readonly string[];
}

/** What tells when was asked, and nothing of the answer. */
const QUESTION = new Set(['asOf', 'knownAt', 'position', 'lens']);

/** Asks again what was asked, as of the same day by the same lens: at the position of then and with all that is known now. */
export class ChangesSince {
  private readonly sheets = new Map<string, Promise<CaseSheet>>();

  constructor(private readonly reader: RecordReader) {}

  async of(issued: IssuedSheet): Promise<ChangedSince> {
    const now = await this.reader.momentAt(null);
    if (now.position === issued.position) return { state: 'unchanged', parts: [] };
    try {
      const before = await this.sheet(issued, issued.position);
      const after = await this.sheet(issued, now.position);
      const parts = partsOf(before).filter((part) => textOf(before, part) !== textOf(after, part));
      return { state: parts.length > 0 ? 'changed' : 'unchanged', parts };
    } catch (error) {
      if (error instanceof QuestionError) return { state: 'unknown', parts: [] };
      throw error;
    }
  }

  /** Once for all formats and languages of one sheet. */
  private sheet({ case: reference, asOf, lens }: IssuedSheet, position: string): Promise<CaseSheet> {
    const asked = JSON.stringify([reference, asOf, lens, position]);
    const known = this.sheets.get(asked) ?? this.ask(reference, { asOf, lens, knownAt: position });
    this.sheets.set(asked, known);
    return known;
  }

  private async ask(reference: string, asked: { asOf: string; lens: string; knownAt: string }): Promise<CaseSheet> {
    return caseSheet(this.reader, reference, await resolve(this.reader, asked, readDay('asOf', asked.asOf)));
  }
}

const partsOf = (sheet: CaseSheet): (keyof CaseSheet)[] =>
  (Object.keys(sheet) as (keyof CaseSheet)[]).filter((part) => !QUESTION.has(part));

const textOf = (sheet: CaseSheet, part: keyof CaseSheet): string => JSON.stringify(sheet[part]);
