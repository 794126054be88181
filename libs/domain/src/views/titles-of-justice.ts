import type { FoldEvent } from '../fold/fold-event.js';
import { shift } from '../fold/run.js';
import { findingsOn, isOn, ruled, type Finding } from './findings.js';
import { confirmed, isHeld, lastTitle, left, opened, titleOf, type Liberty, type Title } from './titles.js';
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

const UNSERVED = new Set(['suspended', 'none']);

/** A verdict on somebody who stood trial puts who is held in prison, and confines to their home also who is free. */
export function sentenced(state: Liberty, event: FoldEvent): Liberty {
  const known = { ...state, rulings: ruled(state.rulings, event) };
  const execution = event.facts['outcome'] === 'convicted' ? word(event.facts, 'execution') : 'none';
  if (event.facts['inAbsentia'] === 'yes') return known;
  if (execution === 'house_arrest') return serving(known, event, 'house_arrest', state.titles);
  return execution === 'prison' && isHeld(state) ? serving(known, event, 'imprisoned', state.titles) : known;
}

/** Final on appeal: who is held serves the sentence from then on; quashed: its title is closed, unless another conviction in it is still served. */
export function appealed(state: Liberty, event: FoldEvent): Liberty {
  const known = { ...state, rulings: ruled(state.rulings, event) };
  const isOwn = (title: Title) =>
    title.title === 'execution_of_sentence' && title.proceeding === event.facts['proceeding'];
  const own = state.titles.findLast(isOwn);
  const others = state.titles.filter((title) => !isOwn(title));
  const served = findingsOn(known.rulings, event).filter(isServed);
  if (isQuashed(event)) return own && served.length === 0 ? left(known, event, others, 'released') : known;
  const settled = served.filter((finding) => isOn(finding, event));
  if (event.facts['final'] !== 'yes' || !isHeld(state) || settled.length === 0) return known;
  const value = settled.every(({ execution }) => execution === 'house_arrest') ? 'house_arrest' : 'imprisoned';
  return own?.value === value ? confirmed(known, event) : serving(known, event, value, others);
}

const isServed = ({ state, execution }: Finding): boolean => state === 'convicted' && !UNSERVED.has(execution);

/** An acquittal quashed on appeal is no conviction quashed, where the same ruling convicts. */
function isQuashed({ facts }: FoldEvent): boolean {
  if (facts['convicted'] === 'no' || facts['outcome'] === 'retrial') return true;
  return facts['outcome'] === 'quashed' && facts['convicted'] !== 'yes';
}

const serving = (state: Liberty, event: FoldEvent, value: string, beside: readonly Title[]): Liberty =>
  opened(state, event, titleOf(event, 'execution_of_sentence', value), beside);
