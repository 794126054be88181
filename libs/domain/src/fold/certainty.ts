import { entryOf } from '../events/catalogue.js';
import type { Assertion, Voice } from '../record/development.js';
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
  const by = onlyVoiceOf(deciding);
  if (by === null || by === 'committee' || by === 'court') return false;
  return by !== 'authorities' || !deciding.some((event) => entryOf(event.known.event.type).actOf !== undefined);
}

/** Who alone vouches for all of it; null where several do, or several parties of one kind. */
function onlyVoiceOf(deciding: readonly FoldEvent[]): Voice | null {
  let only: Assertion | null = null;
  for (const { known } of deciding) {
    for (const { assertion } of known.told) {
      if (assertion.stance === 'denies') continue;
      only ??= assertion;
      if (assertion.by !== only.by || (assertion.party ?? '') !== (only.party ?? '')) return null;
    }
  }
  return only && only.by;
}
