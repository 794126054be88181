const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

function steps(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value that an RFC 6901 pointer names, or undefined. */
export function atPointer(value: unknown, pointer: string): unknown {
  return steps(pointer).reduce<unknown>((now, step) => {
    if (typeof now !== 'object' || now === null || FORBIDDEN.has(step) || !Object.hasOwn(now, step)) return undefined;
    return (now as Record<string, unknown>)[step];
  }, value);
}

/** A copy with the value at the pointer replaced; `null` takes it away. The original, an immutable event, is left as it is. */
export function setAtPointer<T>(value: T, pointer: string, next: unknown): T {
  return setAt(value, steps(pointer), next) as T;
}

function setAt(value: unknown, [step, ...rest]: readonly string[], next: unknown): unknown {
  if (step === undefined) return next ?? undefined;
  if (FORBIDDEN.has(step)) return value;
  if (Array.isArray(value)) return setInList(value, step, rest, next);
  const { [step]: before, ...others } = { ...(value as Record<string, unknown> | undefined) };
  const changed = setAt(before, rest, next);
  return changed === undefined ? others : { ...others, [step]: changed };
}

function setInList(list: readonly unknown[], step: string, rest: readonly string[], next: unknown): unknown[] {
  const index = step === '-' ? list.length : Number(step);
  const changed = setAt(list[index], rest, next);
  return changed === undefined ? list.toSpliced(index, 1) : list.toSpliced(index, 1, changed);
}
