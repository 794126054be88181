import { canonicalOf, type Development, type EventType } from '#domain';
import { knownSinceMs } from '../known-since.js';
import { Column, Names } from './columns.js';
import { Ids, pack, unpack } from './ids.js';
import type { ImportEntry } from './import-line-check.js';
import { ScratchFile } from './scratch-file.js';

const PLAIN = 1;
const BARE_ROSTER = 2;
const END_OF_KNOWN_SINCE = 0x0a;

/** What most lines are decided by, without reading them again. */
export interface Glance {
  readonly reference: string;
  /** The number that the spool has for it. */
  readonly caseNumber: number;
  readonly eventId: string;
  readonly type: EventType;
  /** It names nobody and no other event, so on an open individual case no rule has a word about it. */
  readonly isPlain: boolean;
}

/** Before the text of a line: its id, case, type, file, number and flags. */
const HEAD = { id: 0, case: 16, type: 20, file: 24, line: 28, flags: 32, bytes: 36 } as const;
const WORD_BYTES = 4;

/** The checked lines, to be read again in any order. Of each, only its place and since when it is known stay in memory. */
export class ImportSpool {
  private readonly scratch = new ScratchFile();
  private readonly places = Column.ofFloats();
  private readonly knownMs = Column.ofFloats();
  private readonly names = new Names();
  private readonly packed = new Uint32Array(Ids.WORDS);
  private readonly head = Buffer.alloc(HEAD.bytes);

  get size(): number {
    return this.places.length;
  }

  /** All numbers of cases are smaller. */
  get caseNumbers(): number {
    return this.names.count;
  }

  add({ development, eventId, knownSince, isBareRoster }: ImportEntry, file: number, line: number): void {
    if (!pack(eventId, this.packed)) throw new RangeError('A derived event id is a UUID');
    const { head } = this;
    this.packed.forEach((word, part) => head.writeUInt32LE(word, HEAD.id + part * WORD_BYTES));
    head.writeUInt32LE(this.names.numberOf(development.case), HEAD.case);
    head.writeUInt32LE(this.names.numberOf(development.type), HEAD.type);
    head.writeUInt32LE(file, HEAD.file);
    head.writeUInt32LE(line, HEAD.line);
    head.writeUInt32LE((isPlain(development) ? PLAIN : 0) | (isBareRoster ? BARE_ROSTER : 0), HEAD.flags);
    const text = Buffer.from(`${knownSince ?? ''}\n${canonicalOf(development)}`);
    this.places.push(this.scratch.add(Buffer.concat([head, text])));
    this.knownMs.push(knownSince === undefined ? Infinity : knownSinceMs(knownSince));
  }

  at(index: number): ImportEntry {
    const record = this.read(index);
    const isBareRoster = (record.readUInt32LE(HEAD.flags) & BARE_ROSTER) !== 0;
    const { eventId } = this.glance(index);
    const knownSince = this.knownSinceOf(index);
    return {
      development: JSON.parse(this.textOf(index)) as Development,
      eventId,
      ...(knownSince !== undefined && { knownSince }),
      ...(isBareRoster && { isBareRoster }),
    };
  }

  /** The normal form of the development. */
  textOf(index: number): string {
    const record = this.read(index);
    return record.toString('utf8', record.indexOf(END_OF_KNOWN_SINCE, HEAD.bytes) + 1);
  }

  /** As the line said it. Undefined: known from now. */
  knownSinceOf(index: number): string | undefined {
    const record = this.read(index);
    const end = record.indexOf(END_OF_KNOWN_SINCE, HEAD.bytes);
    return end === HEAD.bytes ? undefined : record.toString('utf8', HEAD.bytes, end);
  }

  /** Of the text, and a little more. */
  bytesOf(index: number): number {
    return this.read(index).length;
  }

  glance(index: number): Glance {
    const record = this.read(index);
    for (let part = 0; part < Ids.WORDS; part += 1)
      this.packed[part] = record.readUInt32LE(HEAD.id + part * WORD_BYTES);
    const caseNumber = record.readUInt32LE(HEAD.case);
    return {
      reference: this.names.at(caseNumber),
      caseNumber,
      eventId: unpack(this.packed),
      type: this.names.at(record.readUInt32LE(HEAD.type)) as EventType,
      isPlain: (record.readUInt32LE(HEAD.flags) & PLAIN) !== 0,
    };
  }

  /** Which file, by its place in the list, and which line. */
  placeOf(index: number): { readonly file: number; readonly line: number } {
    const record = this.read(index);
    return { file: record.readUInt32LE(HEAD.file), line: record.readUInt32LE(HEAD.line) };
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
    this.scratch.close();
  }

  private read(index: number): Buffer {
    return this.scratch.read(this.places.at(index));
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
