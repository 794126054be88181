import { worded, type Said } from '#domain';
import type { Inlines } from '../../document/index.js';
import { dateIn, fill, listIn, summaryIn, wordFor, wordingIn, type Labels, type Language } from '../../labels/index.js';
import type { AccountTold } from '../accounts.js';

const FEW = 3;
const MANY = 12;

/** Whom lines may concern: those whom the roster names, and others. */
interface Named {
  readonly roster: readonly Listed[];
  readonly mentioned: readonly Listed[];
}

interface Listed {
  readonly reference: string;
  readonly label: string;
  readonly name: string | null;
}

/** The words of one sheet: its language, the labels of its people on that day, and the footnotes as they come. */
export class Words {
  private readonly footnotes: Inlines[] = [];
  private readonly roster: ReadonlyMap<string, Listed>;
  private readonly mentioned: ReadonlyMap<string, Listed>;

  constructor(
    readonly language: Language,
    readonly labels: Labels,
    { roster, mentioned }: Named,
  ) {
    this.roster = byReference(roster);
    this.mentioned = byReference(mentioned);
  }

  get notes(): readonly Inlines[] {
    return this.footnotes;
  }

  /** @returns the number of the footnote */
  note(text: string): number {
    this.footnotes.push([{ text: sentence(text) }]);
    return this.footnotes.length;
  }

  /** By the labels in use that day; by name too whom no roster of the sheet names. */
  people(references: readonly string[], joint: 'and' | 'or' = 'and'): string {
    return listIn(
      this.labels,
      references.map((reference) => this.short(reference)),
      joint,
    );
  }

  /** Who they are, as short as can be: by name as long as they are few, of almost all who is left out, and of many how many. */
  whom(references: readonly string[]): string {
    const { status } = this.labels;
    const n = references.length;
    if (n <= FEW)
      return listIn(
        this.labels,
        references.map((reference) => this.byName(reference)),
      );
    const others = [...this.roster.keys()].filter((reference) => !references.includes(reference));
    const isAll = references.every((reference) => this.roster.has(reference)) && others.length < n / 2;
    if (isAll)
      return others.length === 0
        ? fill(status.everybody, { n })
        : fill(status.allBut, { names: this.people(others), n });
    const shown =
      n > MANY
        ? `${references
            .slice(0, MANY)
            .map((one) => this.short(one))
            .join(', ')} …`
        : this.people(references);
    return fill(status.counted, { names: shown, n });
  }

  /** `KHM-60 (Kem Sokha)`. */
  byName(reference: string): string {
    const { label, name } = this.roster.get(reference) ??
      this.mentioned.get(reference) ?? { label: reference, name: '' };
    return name === null || name === '' ? label : `${label} (${name})`;
  }

  private short(reference: string): string {
    return this.roster.get(reference)?.label ?? this.byName(reference);
  }

  noun(edtf: string): string {
    return dateIn(this.labels, edtf);
  }

  adverb(edtf: string): string {
    return dateIn(this.labels, edtf, 'adverb');
  }

  /** Who says it: the voice, and the office or person that spoke. */
  voice({ by, party }: Pick<AccountTold, 'by' | 'party'>): string {
    const voice = wordFor(this.labels.voices, by);
    return party === null ? voice : `${voice}, ${party}`;
  }

  source({ source, locator }: Pick<AccountTold, 'source' | 'locator'>): string {
    return locator === null ? source : `${source}, ${locator}`;
  }

  say(said: Said): string {
    return worded(said, wordingIn(this.language));
  }

  /** The one line of an event. */
  summary(summary: unknown): string {
    return summaryIn(summary, wordingIn(this.language));
  }

  /** What a source said in these very words. */
  quoted(text: string): string {
    const { open, close } = this.labels.punctuation;
    return `${open}${text}${close}`;
  }

  /** A name and what it holds. */
  named(name: string, what: string): string {
    return `${name}${this.labels.punctuation.colon}${what}`;
  }

  /** The same thing by other voices: who, where, and what they tell instead. */
  otherwise(accounts: readonly AccountTold[], told: (account: AccountTold) => string): string {
    return accounts
      .map((account) => this.named(`${this.voice(account)} (${this.source(account)})`, told(account)))
      .join(this.labels.punctuation.semicolon);
  }
}

const byReference = (listed: readonly Listed[]): ReadonlyMap<string, Listed> =>
  new Map(listed.map((one) => [one.reference, one]));

/** With a capital, and a full stop. */
export const sentence = (text: string): string => (/[.!?…]$/.test(text) ? capital(text) : `${capital(text)}.`);

export const capital = (text: string): string => `${text.slice(0, 1).toLocaleUpperCase('en')}${text.slice(1)}`;
