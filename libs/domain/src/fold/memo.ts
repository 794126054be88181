/**
 * The rules are pure, so what was worked out of the same objects is worked out once. A history is folded again after each of its events; what the
 * new event leaves alone is then looked up. Whoever is done with a subject says so by `forget`; else all is forgotten once there is much of it.
 * Plain maps, because weak ones cost the collector more than the work that they save.
 */
const tables: Map<unknown, unknown>[] = [];
let entries = 0;
const ENTRIES_MAX = 50_000;

/** Forgetting is always right: what was known is worked out again. Not in the middle of a fold, which tells events apart by identity. */
export function forget(): void {
  if (entries === 0) return;
  for (const table of tables) table.clear();
  entries = 0;
}

export function forgetIfMuch(): void {
  if (entries > ENTRIES_MAX) forget();
}

export function memo<Key extends object, Value>(work: (key: Key) => Value): (key: Key) => Value {
  const done = tableOf<Key, { readonly value: Value }>();
  return (key) => {
    const known = done.get(key);
    if (known) return known.value;
    const value = work(key);
    done.set(key, { value });
    entries += 1;
    return value;
  };
}

type MemoBy<Key extends object, By, Value> = (key: Key, by: By, work: () => Value) => Value;

/** As `memo`, by a second key. */
export function memoBy<Key extends object, By, Value>(): MemoBy<Key, By, Value> {
  const done = tableOf<Key, Map<By, { readonly value: Value }>>();
  return (key, by, work) => {
    let ofKey = done.get(key);
    if (!ofKey) done.set(key, (ofKey = new Map<By, { readonly value: Value }>()));
    const known = ofKey.get(by);
    if (known) return known.value;
    const value = work();
    ofKey.set(by, { value });
    entries += 1;
    return value;
  };
}

/** A table that is emptied when all is forgotten. */
export function tableOf<Key, Value>(): Map<Key, Value> {
  const table = new Map<Key, Value>();
  tables.push(table);
  return table;
}
