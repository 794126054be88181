import { worded, type Said } from '#domain';
import type { Inlines } from '../../document/index.js';
import { dateIn, fill, listIn, summaryIn, wordFor, wordingIn, type Labels, type Language } from '../../labels/index.js';
import type { AccountTold } from '../accounts.js';

const FEW = 3;
const MANY = 12;

/** The words of one sheet: its language, the labels of its people on that day, and the footnotes as they come. */
export class Words {
  private readonly footnotes: Inlines[] = [];

  constructor(
    readonly language: Language,
    readonly labels: Labels,
    private readonly roster: ReadonlyMap<string, { readonly label: string; readonly name: string }>,
  ) {}

  get notes(): readonly Inlines[] {
    return this.footnotes;
  }

  /** @returns the number of the footnote */
  note(text: string): number {
    this.footnotes.push([{ text: sentence(text) }]);
    return this.footnotes.length;
  }

  /** By the labels in use that day. */
  people(references: readonly string[], joint: 'and' | 'or' = 'and'): string {
    return listIn(
      this.labels,
      references.map((reference) => this.label(reference)),
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
            .map((one) => this.label(one))
            .join(', ')} …`
        : this.people(references);
    return fill(status.counted, { names: shown, n });
  }

  private byName(reference: string): string {
    const name = this.roster.get(reference)?.name ?? '';
    return name === '' ? this.label(reference) : `${this.label(reference)} (${name})`;
  }

  private label(reference: string): string {
    return this.roster.get(reference)?.label ?? reference;
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

/** With a capital, and a full stop. */
export const sentence = (text: string): string => (/[.!?…]$/.test(text) ? capital(text) : `${capital(text)}.`);

export const capital = (text: string): string => `${text.slice(0, 1).toLocaleUpperCase('en')}${text.slice(1)}`;
