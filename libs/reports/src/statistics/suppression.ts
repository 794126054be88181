/** A cell of a table: how many subjects stand behind it, certainly and possibly. */
export interface Cell {
  readonly id: string;
  readonly certain: number;
  readonly possible: number;
  /** Cells that add up to a whole which is shown elsewhere: countries to their region. */
  readonly within?: string;
}

/**
 * Which cells may not be shown: those from 1 to below the limit, and, where cells add up to a whole, as many others that nobody can compute one
 * from the whole and the rest.
 * @returns also whether the whole must go, for want of others to hide behind
 */
export function suppressed(
  cells: readonly Cell[],
  below: number,
  addUp: boolean,
): { ids: Set<string>; whole: boolean } {
  const ids = new Set(cells.filter((cell) => isSmall(cell, below)).map(({ id }) => id));
  if (!addUp || ids.size === 0) return { ids, whole: false };
  const wholes = new Set(cells.map(({ within }) => within).filter((one) => one !== undefined));
  for (const within of wholes)
    hide(
      cells.filter((cell) => cell.within === within),
      below,
      ids,
    );
  return { ids, whole: !hide(cells, below, ids) };
}

export const isSmall = ({ certain, possible }: Pick<Cell, 'certain' | 'possible'>, below: number): boolean =>
  (certain > 0 && certain < below) || (possible > 0 && possible < below);

/** Adds the smallest others until what is hidden tells nothing of one cell. False: there are not enough of them. */
function hide(cells: readonly Cell[], below: number, ids: Set<string>): boolean {
  const others = cells
    .filter((cell) => !ids.has(cell.id) && size(cell) > 0)
    .sort((a, b) => size(a) - size(b) || (a.id < b.id ? -1 : 1));
  for (;;) {
    const hidden = cells.filter(({ id }) => ids.has(id));
    if (hidden.length === 0 || isSafe(hidden, below)) return true;
    const next = others.shift();
    if (!next) return false;
    ids.add(next.id);
  }
}

const size = ({ certain, possible }: Cell): number => certain + possible;

/** Two cells at least, and together not so few that each of them is told. */
function isSafe(hidden: readonly Cell[], below: number): boolean {
  const sum = (pick: (cell: Cell) => number): number => hidden.reduce((total, cell) => total + pick(cell), 0);
  const enough = (count: number): boolean => count === 0 || count >= below;
  return hidden.length > 1 && enough(sum(({ certain }) => certain)) && enough(sum(({ possible }) => possible));
}
