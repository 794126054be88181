import type { FoldEvent } from '../fold/fold-event.js';
import { shift } from '../fold/run.js';
import { makesALine } from './sentence-lines.js';
import { confirmed, isHeld, lastTitle, left, opened, titleOf, type Liberty } from './titles.js';
import { word } from './word.js';

/** An arrest is detention before trial, by inference, from the first charge, trial, extension or refusal of bail while it is open. */
export function beforeTrial(state: Liberty, event: FoldEvent): Liberty {
  if (!state.titles.some((title) => title.value === 'arrested')) return state;
  const titles = state.titles.map((title) =>
    title.value === 'arrested' ? { ...title, value: 'pretrial_detention', inferred: true as const } : title,
  );
  const last = lastTitle(state)!;
  if (last.value !== 'arrested') return { ...state, titles };
  const run = shift(state.run, 'pretrial_detention', event, true);
  return { ...state, titles, run: { ...run, deciding: [event, last.event] } };
}

const ACQUITTED = 'acquitted';
const UNSERVED = new Set([ACQUITTED, 'suspended', 'none']);

/** A verdict on somebody who stood trial puts who is held in prison, and confines to their home also who is free. */
export function sentenced(state: Liberty, event: FoldEvent): Liberty {
  const { proceeding, outcome, inAbsentia } = event.facts as Record<string, string | undefined>;
  const manner = outcome === 'convicted' ? word(event.facts, 'execution') : ACQUITTED;
  const known = ruled(state, proceeding, manner);
  if (inAbsentia === 'yes') return known;
  if (manner === 'house_arrest') return serving(known, event, 'house_arrest');
  return manner === 'prison' && isHeld(state) ? serving(known, event, 'imprisoned') : known;
}

/** Final on appeal: who is held serves the sentence from then on; quashed: its title is closed. */
export function appealed(state: Liberty, event: FoldEvent): Liberty {
  const { proceeding, final } = event.facts as Record<string, string | undefined>;
  const titles = state.titles.filter(
    (title) => title.title !== 'execution_of_sentence' || title.proceeding !== proceeding,
  );
  const own =
    titles.length < state.titles.length
      ? lastTitle({ ...state, titles: state.titles.filter((one) => !titles.includes(one)) })
      : undefined;
  if (isQuashed(event)) {
    const known = ruled(state, proceeding, ACQUITTED);
    return own ? left(known, event, titles, 'released') : known;
  }
  const manner = mannerAfter(state, event);
  const known = ruled(state, proceeding, manner);
  if (final !== 'yes' || !isHeld(state) || UNSERVED.has(manner)) return known;
  const value = manner === 'house_arrest' ? 'house_arrest' : 'imprisoned';
  if (own?.value === value) return confirmed(known, event);
  return opened(known, event, titleOf(event, 'execution_of_sentence', value), titles);
}

/** An acquittal quashed on appeal is no conviction quashed, where the same ruling convicts. */
function isQuashed({ facts }: FoldEvent): boolean {
  if (facts['convicted'] === 'no' || facts['outcome'] === 'retrial') return true;
  return facts['outcome'] === 'quashed' && facts['convicted'] !== 'yes';
}

/** How the sentence is served after an appeal; an appeal of which no verdict is known may tell of no sentence at all. */
function mannerAfter({ rulings }: Liberty, event: FoldEvent): string {
  const before = rulings[word(event.facts, 'proceeding', '')] ?? ACQUITTED;
  if (before === ACQUITTED && !makesALine(event)) return ACQUITTED;
  return word(event.facts, 'execution', before === ACQUITTED ? 'not_stated' : before);
}

const ruled = (state: Liberty, proceeding = '', manner: string): Liberty => ({
  ...state,
  rulings: { ...state.rulings, [proceeding]: manner },
});

const serving = (state: Liberty, event: FoldEvent, value: string): Liberty =>
  opened(state, event, titleOf(event, 'execution_of_sentence', value), state.titles);
