/** How two versions of a table differ, as far as both have seen the same events. */
export interface TableDifference {
  /** A table, or a view of the timelines in it. */
  readonly what: string;
  readonly before: number;
  readonly after: number;
  readonly onlyBefore: number;
  readonly onlyAfter: number;
  /** The first of them, at most a few of each. */
  readonly rows: readonly { readonly only: 'before' | 'after'; readonly row: Readonly<Record<string, unknown>> }[];
}

export interface Difference {
  /** Up to which event they were compared. */
  readonly seq: number;
  /** Rows that were compared, of the new ones. */
  readonly rows: number;
  /** Only what differs. */
  readonly tables: readonly TableDifference[];
}
