/**
 * The rules are pure, so what was worked out of the same objects is worked out once. A history is folded again after each of its events; what the
 * new event leaves alone is then looked up. Entries go when the object that they hang on goes.
 */
export function memo<Key extends object, Value>(work: (key: Key) => Value): (key: Key) => Value {
  const done = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const known = done.get(key);
    if (known) return known.value;
    const value = work(key);
    done.set(key, { value });
    return value;
  };
}

type MemoBy<Key extends object, By, Value> = (key: Key, by: By, work: () => Value) => Value;

/** As `memo`, by a second key: a text, or an object that lives as long as the first. */
export function memoBy<Key extends object, By, Value>(): MemoBy<Key, By, Value> {
  const done = new WeakMap<Key, Map<By, { readonly value: Value }>>();
  return (key, by, work) => {
    const ofKey = done.get(key) ?? new Map<By, { readonly value: Value }>();
    done.set(key, ofKey);
    const known = ofKey.get(by);
    if (known) return known.value;
    const value = work();
    ofKey.set(by, { value });
    return value;
  };
}
