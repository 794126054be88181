import type { Development, EventType } from '#domain';
import { knownSinceMs } from '../known-since.js';
import { Column, Names } from './columns.js';
import type { ImportEntry } from './import-line-check.js';
import { ImportTexts } from './import-texts.js';

const EVENT_ID_CHARACTERS = 36;
const IDS_PER_SLAB = 30_000;

/** What most lines are decided by, without reading them again. */
export interface Glance {
  readonly reference: string;
  readonly eventId: string;
  readonly type: EventType;
  /** It names nobody and no other event, so on an open individual case no rule has a word about it. */
  readonly isPlain: boolean;
}

/** The checked lines, to be read again in any order: their text, not their objects, so that a million of them fit. */
export class ImportSpool {
  private readonly texts = new ImportTexts();
  private readonly ids: Buffer[] = [];
  private readonly names = new Names();
  private readonly cases = Column.ofWords();
  private readonly types = Column.ofWords();
  private readonly plain = Column.ofBytes();
  private readonly knownMs = Column.ofFloats();
  private readonly files = Column.ofWords();
  private readonly lines = Column.ofWords();

  get size(): number {
    return this.lines.length;
  }

  add(entry: ImportEntry, file: number, line: number): void {
    const { development, eventId, knownSince } = entry;
    this.addId(eventId);
    this.cases.push(this.names.numberOf(development.case));
    this.types.push(this.names.numberOf(development.type));
    this.plain.push(isPlain(development) ? 1 : 0);
    this.knownMs.push(knownSince === undefined ? Infinity : knownSinceMs(knownSince));
    this.files.push(file);
    this.lines.push(line);
    this.texts.add(JSON.stringify(entry));
  }

  at(index: number): ImportEntry {
    return JSON.parse(this.texts.at(index)) as ImportEntry;
  }

  /** Of its text, in bytes. */
  lengthOf(index: number): number {
    return this.texts.lengthOf(index);
  }

  glance(index: number): Glance {
    return {
      reference: this.names.at(this.cases.at(index)),
      eventId: this.idAt(index),
      type: this.names.at(this.types.at(index)) as EventType,
      isPlain: this.plain.at(index) === 1,
    };
  }

  /** Which file, by its place in the list, and which line. */
  placeOf(index: number): { readonly file: number; readonly line: number } {
    return { file: this.files.at(index), line: this.lines.at(index) };
  }

  /** Since when it is known; infinity for what is known from now. */
  knownMsOf(index: number): number {
    return this.knownMs.at(index);
  }

  /** By known since, then as the lines came; what is known from now comes last. */
  inOrder(): Uint32Array {
    const order = new Uint32Array(this.size).map((_, index) => index);
    const isSorted = order.every((index) => index === 0 || this.knownMs.at(index) >= this.knownMs.at(index - 1));
    return isSorted ? order : order.sort((a, b) => this.compare(a, b));
  }

  close(): void {
    this.texts.close();
  }

  private addId(eventId: string): void {
    const place = this.size % IDS_PER_SLAB;
    if (place === 0) this.ids.push(Buffer.allocUnsafeSlow(IDS_PER_SLAB * EVENT_ID_CHARACTERS));
    this.ids.at(-1)!.write(eventId, place * EVENT_ID_CHARACTERS, 'latin1');
  }

  private idAt(index: number): string {
    const from = (index % IDS_PER_SLAB) * EVENT_ID_CHARACTERS;
    return this.ids[Math.floor(index / IDS_PER_SLAB)]!.toString('latin1', from, from + EVENT_ID_CHARACTERS);
  }

  /** Two lines without a day are both at infinity, whose difference is no number. */
  private compare(a: number, b: number): number {
    const [msOfA, msOfB] = [this.knownMs.at(a), this.knownMs.at(b)];
    if (msOfA === msOfB) return a - b;
    return msOfA < msOfB ? -1 : 1;
  }
}

const ABOUT_THE_CASE = new Set<EventType>([
  'CaseOpened',
  'CaseReferenceChanged',
  'MembersAdded',
  'MembersRemoved',
  'ViolationsListed',
  'StatusReported',
]);

function isPlain({ type, appliesTo, target, after, before }: Development): boolean {
  const namesNothing = appliesTo === undefined && target === undefined && after === undefined && before === undefined;
  return namesNothing && !ABOUT_THE_CASE.has(type);
}
