/** Of short names one letter makes another word: `date` does not mean `case`. */
const leastOf = (length: number): number => (length < 3 ? 0 : length < 5 ? 1 : Math.max(2, Math.floor(length / 3)));

/** The known name that a misspelt one most likely means, or null where none is near. */
export function nearest(name: string, known: readonly string[]): string | null {
  if (name.length > 60) return null;
  const wanted = name.toLowerCase();
  let best: string | null = null;
  let least = leastOf(name.length) + 1;
  for (const one of known) {
    const steps = distance(wanted, one.toLowerCase());
    if (steps < least) [best, least] = [one, steps];
  }
  return best;
}

/** Levenshtein: letters to add, drop or change. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = above[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      line.push(Math.min(change, above[column]! + 1, line[column - 1]! + 1));
    }
    above = line;
  }
  return above[b.length]!;
}
