/**
 * The rules are pure, so what was worked out of the same objects is worked out once. A history is folded again after each of its events; what the
 * new event leaves alone is then looked up. Whoever is done with a subject says so by `forget`; else all is forgotten once there is much of it.
 * Plain maps, because weak ones cost the collector more than the work that they save.
 */
const tables: Table<unknown, unknown>[] = [];
let entries = 0;
const ENTRIES_MAX = 50_000;

/** Forgetting is always right: what was known is worked out again. Not in the middle of a fold, which tells events apart by identity. */
export function forget(): void {
  if (entries === 0) return;
  for (const table of tables) table.forget();
  entries = 0;
}

export function forgetIfMuch(): void {
  if (entries > ENTRIES_MAX) forget();
}

/** What is worked out is never undefined. */
type Known = object | string | boolean | null;

interface Memo<Key extends object, Value extends Known> {
  (key: Key): Value;
  /** What would be worked out of the key, from whoever knows a shorter way. */
  know(key: Key, value: Value): void;
}

export function memo<Key extends object, Value extends Known>(work: (key: Key) => Value): Memo<Key, Value> {
  const done = new Table<Key, Value>();
  const know = (key: Key, value: Value): void => {
    done.set(key, value);
    entries += 1;
  };
  const ask = (key: Key): Value => {
    const known = done.get(key);
    if (known !== undefined) return known;
    const value = work(key);
    know(key, value);
    return value;
  };
  return Object.assign(ask, { know });
}

type MemoBy<Key extends object, By, Value> = (key: Key, by: By, work: () => Value) => Value;

/** Most keys are asked for by one second key only, and a map for one entry is dear. */
interface KnownBy<By, Value> {
  readonly by: By;
  readonly value: Value;
  others: Map<By, Value> | null;
}

/** As `memo`, by a second key. */
export function memoBy<Key extends object, By, Value extends Known>(): MemoBy<Key, By, Value> {
  const done = new Table<Key, KnownBy<By, Value>>();
  return (key, by, work) => {
    const first = done.get(key);
    if (first !== undefined && first.by === by) return first.value;
    const known = first?.others?.get(by);
    if (known !== undefined) return known;
    const value = work();
    // The work may itself have asked for the same key.
    const now = first ?? done.get(key);
    if (now === undefined) done.set(key, { by, value, others: null });
    else (now.others ??= new Map<By, Value>()).set(by, value);
    entries += 1;
    return value;
  };
}

/** What is known by key, until all is forgotten. */
class Table<Key, Value> {
  private known = new Map<Key, Value>();

  constructor() {
    tables.push(this);
  }

  get(key: Key): Value | undefined {
    return this.known.get(key);
  }

  set(key: Key, value: Value): void {
    this.known.set(key, value);
  }

  /** Another map, for one that is cleared hangs on what it held before, and the collector carries all that along. */
  forget(): void {
    this.known = new Map();
  }
}
