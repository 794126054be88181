const GAP = '  ';
const LEAST = 8;

/** Columns as wide as they need to be; the last one is cut where the terminal ends. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], width: number): string[] {
  const all = [head, ...rows].map((row) => row.map(printable));
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const room = width - widths.slice(0, -1).reduce((sum, one) => sum + one + GAP.length, 0);
  const lines = all.map((row) =>
    row
      .map((text, column) =>
        column === row.length - 1 ? cut(text, Math.max(LEAST, room)) : text.padEnd(widths[column]!),
      )
      .join(GAP)
      .trimEnd(),
  );
  return [lines[0]!, '-'.repeat(Math.min(width, lines[0]!.length)), ...lines.slice(1)];
}

/** What comes out of a record must not steer the terminal. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cs}]+/gu, ' ');

const cut = (text: string, width: number): string => (text.length > width ? `${text.slice(0, width - 1)}…` : text);
