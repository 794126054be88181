/** How a value is drawn. */
export interface Style {
  readonly id: string;
  readonly colour: string;
  /** The hatching of an 8 by 8 tile: values are told apart by it without their colour. */
  readonly path: string;
}

/** Light enough for black words, and apart for those who see colours otherwise. Source: Okabe and Ito's palette, lightened. */
const COLOURS = ['#f0c27b', '#a8d5ef', '#8fd3bd', '#f5ec9c', '#9cbfdc', '#efb08c', '#e3b8d1', '#d6d6d6'];
const PATHS = [
  '',
  'M0 8L8 0',
  'M0 0L8 8',
  'M0 4H8',
  'M4 0V8',
  'M0 8L8 0M0 0L8 8',
  'M0 4H8M4 0V8',
  'M2 2h1M6 6h1',
  'M0 2H8M0 6H8',
  'M2 0V8M6 0V8',
  'M0 4L4 0L8 4',
];

/** In the order of the values: as many as there are, no two alike up to colours times hatchings. */
export const styles = (values: readonly string[]): ReadonlyMap<string, Style> =>
  new Map(
    values.map((value, index) => [
      value,
      { id: `fill-${index}`, colour: COLOURS[index % COLOURS.length]!, path: PATHS[index % PATHS.length]! },
    ]),
  );

export const styleOf = (fills: ReadonlyMap<string, Style>, value: string): Style => fills.get(value)!;
