import { canonicalOf, CanonicalText, type Development, type EventType } from '#domain';
import { knownSinceMs } from '../known-since.js';
import { Column, Names } from './columns.js';
import { Ids, pack, unpack } from './ids.js';
import type { ImportEntry } from './import-line-check.js';
import { ImportTexts } from './import-texts.js';

const PLAIN = 1;
const BARE_ROSTER = 2;
const END_OF_KNOWN_SINCE = '\n';

/** What most lines are decided by, without reading them again. */
export interface Glance {
  readonly reference: string;
  readonly eventId: string;
  readonly type: EventType;
  /** It names nobody and no other event, so on an open individual case no rule has a word about it. */
  readonly isPlain: boolean;
}

/** What is stored of a line, without reading it again. */
export interface Storable {
  readonly reference: string;
  readonly eventId: string;
  readonly type: EventType;
  readonly knownSince?: string;
  readonly content: CanonicalText;
}

/** The checked lines, to be read again in any order: their texts, not their objects, so that a million of them fit. */
export class ImportSpool {
  private readonly texts = new ImportTexts();
  private readonly ids = new Ids();
  private readonly packed = new Uint32Array(Ids.WORDS);
  private readonly names = new Names();
  private readonly cases = Column.ofWords();
  private readonly types = Column.ofWords();
  private readonly flags = Column.ofBytes();
  private readonly knownMs = Column.ofFloats();
  private readonly files = Column.ofWords();
  private readonly lines = Column.ofWords();

  get size(): number {
    return this.lines.length;
  }

  add({ development, eventId, knownSince, isBareRoster }: ImportEntry, file: number, line: number): void {
    if (!pack(eventId, this.packed)) throw new RangeError('A derived event id is a UUID');
    this.ids.push(this.packed);
    this.cases.push(this.names.numberOf(development.case));
    this.types.push(this.names.numberOf(development.type));
    this.flags.push((isPlain(development) ? PLAIN : 0) | (isBareRoster ? BARE_ROSTER : 0));
    this.knownMs.push(knownSince === undefined ? Infinity : knownSinceMs(knownSince));
    this.files.push(file);
    this.lines.push(line);
    this.texts.add(`${knownSince ?? ''}${END_OF_KNOWN_SINCE}${canonicalOf(development)}`);
  }

  at(index: number): ImportEntry {
    const { eventId, knownSince, content } = this.storable(index);
    return {
      development: JSON.parse(content.text) as Development,
      eventId,
      ...(knownSince !== undefined && { knownSince }),
      ...((this.flags.at(index) & BARE_ROSTER) !== 0 && { isBareRoster: true }),
    };
  }

  storable(index: number): Storable {
    const text = this.texts.at(index);
    const end = text.indexOf(END_OF_KNOWN_SINCE);
    const { reference, eventId, type } = this.glance(index);
    const content = CanonicalText.kept(text.slice(end + 1));
    return { reference, eventId, type, content, ...(end > 0 && { knownSince: text.slice(0, end) }) };
  }

  /** Of its text, in bytes. */
  lengthOf(index: number): number {
    return this.texts.lengthOf(index);
  }

  glance(index: number): Glance {
    this.ids.read(index, this.packed);
    return {
      reference: this.names.at(this.cases.at(index)),
      eventId: unpack(this.packed),
      type: this.names.at(this.types.at(index)) as EventType,
      isPlain: (this.flags.at(index) & PLAIN) !== 0,
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
