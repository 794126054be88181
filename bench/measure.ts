/** A figure of ours beside the raw engine's in the same run. `ratio`: ours to raw, the higher the better. */
export interface Figure {
  readonly what: string;
  readonly ours: string;
  readonly raw: string;
  readonly ratio: number | null;
  /** Of our own work, where the raw engine's would be in it otherwise. */
  readonly peakMiB?: number;
}

export type Phase = (events: number, folder: string) => Promise<readonly Figure[]>;

const QUESTIONS = 500;
export const PAGE = 100;

/** The most memory that this process has held so far; resourceUsage counts kibibytes. */
export const peakMiB = (): number => Math.round(process.resourceUsage().maxRSS / 1024);

export const perSecond = (count: number, ms: number): number => (count / ms) * 1_000;
export const rate = (count: number, ms: number): string => `${Math.round(perSecond(count, ms)).toLocaleString('en')}/s`;
export const timed = async (work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** Days of either clock, spread over the record. */
export const asked = () =>
  Array.from({ length: QUESTIONS }, (_, n) => ({
    asOf: dayNumber(n * 7919),
    knownAt: n % 3 === 0 ? undefined : dayNumber(n * 104729),
  }));

const FIRST = Date.UTC(2000, 0, 3);
const dayNumber = (n: number): string => new Date(FIRST + (n % 9_000) * 86_400_000).toISOString().slice(0, 10);

export async function spread<T>(all: readonly T[], ask: (one: T) => Promise<void>): Promise<string> {
  const times: number[] = [];
  for (const one of all) times.push(await timed(() => ask(one)));
  return percentiles(times);
}

/** The median and the 99th percentile. */
export function percentiles(times: number[]): string {
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)]!.toFixed(2);
  return `${at(0.5)} / ${at(0.99)} ms`;
}
