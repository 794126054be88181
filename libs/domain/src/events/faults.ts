/** One thing wrong with a line, where, and what to write instead. Never holds text of a person's own: only names of fields and words of lists. */
export interface Fault {
  /** A JSON pointer into the line. */
  readonly path: string;
  readonly message: string;
  /** Only of dates, types, references, codes and durations. */
  readonly value?: string;
}

/** A line with more faults than this is not a line; listing on would only cost memory. */
export const MAX_FAULTS = 100;
const MAX_SHOWN = 64;

/** Collects the faults of one line while it is walked; `down` and `up` keep the place, so that a sound line builds no path. */
export class Faults {
  readonly found: Fault[] = [];
  /** Of all texts seen: a cheap sign that the whole may be too large. */
  characters = 0;
  private readonly at: (string | number)[] = [];

  down(step: string | number): void {
    this.at.push(step);
  }

  up(): void {
    this.at.pop();
  }

  inside<T>(steps: readonly (string | number)[], check: () => T): T {
    this.at.push(...steps);
    const result = check();
    this.at.length -= steps.length;
    return result;
  }

  /** Nothing that is added from here on is told. */
  get isFull(): boolean {
    return this.found.length > MAX_FAULTS;
  }

  add(message: string, value?: unknown): void {
    if (this.isFull) return;
    if (this.found.length === MAX_FAULTS) {
      this.found.push({ path: '', message: `has more than ${MAX_FAULTS} faults: correct these first` });
      return;
    }
    const path = this.at.map((step) => `/${pointerPart(step)}`).join('');
    this.found.push(typeof value === 'string' ? { path, message, value: shown(value) } : { path, message });
  }

  addAt(step: string | number, message: string, value?: unknown): void {
    this.down(step);
    this.add(message, value);
    this.up();
  }
}

const pointerPart = (step: string | number): string =>
  typeof step === 'number' ? String(step) : shown(step).replaceAll('~', '~0').replaceAll('/', '~1');

/** A name or code out of a line that may hold anything: short, and safe to print. */
export function shown(text: string): string {
  const short = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  return short.replace(/[\p{Cc}\p{Cs}]/gu, '\uFFFD');
}
