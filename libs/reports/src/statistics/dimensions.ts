/** What figures can be broken down by. */
export const DIMENSIONS = ['country', 'region', 'sex', 'chamber', 'side', 'violation', 'yearlyLabel'] as const;
export type Dimension = (typeof DIMENSIONS)[number];
