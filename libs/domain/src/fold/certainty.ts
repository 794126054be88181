import { entryOf } from '../events/catalogue.js';
import type { FoldEvent } from './fold-event.js';
import { deniedBySomebody } from './voice.js';

export type Certainty = 'established' | 'alleged' | 'disputed' | 'inferred' | 'possible';

/** What the deciding events' own voices make of a value, over all voices, whatever the lens. `possible` and `disputed` come before it. */
export function certaintyOf(deciding: readonly FoldEvent[], inferred: boolean): Certainty {
  if (deciding.length === 0) return 'established';
  if (deciding.some((event) => deniedBySomebody(event.known))) return 'disputed';
  if (inferred || deciding.every((event) => event.basis === 'inferred')) return 'inferred';
  return onlyAlleged(deciding) ? 'alleged' : 'established';
}

/**
 * One voice only, neither committee nor court, nor the authorities about their own act: one such act is enough, for to confirm it later makes
 * nothing less certain.
 */
function onlyAlleged(deciding: readonly FoldEvent[]): boolean {
  const vouching = deciding.flatMap((event) =>
    event.known.told.filter(({ assertion }) => assertion.stance !== 'denies').map(({ assertion }) => assertion),
  );
  const voices = new Set(vouching.map(({ by, party }) => `${by} ${party ?? ''}`));
  const by = vouching[0]?.by;
  if (voices.size !== 1 || by === 'committee' || by === 'court') return false;
  return by !== 'authorities' || !deciding.some((event) => entryOf(event.known.event.type).actOf !== undefined);
}
