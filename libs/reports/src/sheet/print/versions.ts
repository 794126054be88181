import { factSaid, word, type Facts } from '#domain';
import { countryIn } from '../../labels/index.js';
import type { AccountTold } from '../accounts.js';
import type { Words } from './words.js';

/** Null: it says what is told above. */
export function versionText(
  type: string,
  { says, occurredOn, place, facts }: AccountTold,
  words: Words,
): string | null {
  const where = [
    place?.text,
    place?.country === undefined ? undefined : countryIn(words.language, place.country),
  ].filter((one) => one !== undefined);
  const told = [
    ...(says === null ? [] : [says]),
    ...(occurredOn === null ? [] : [words.noun(occurredOn)]),
    ...(where.length === 0 ? [] : [where.join(', ')]),
    ...(facts === null ? [] : [factsText(type, facts, words)]),
  ];
  return told.length === 0 ? null : told.join(' – ');
}

const factsText = (type: string, facts: Facts, words: Words): string =>
  Object.entries(facts)
    .map(([name, value]) => words.named(words.say(word(name, 'facts')), words.say(factSaid(type, name, value))))
    .join(words.labels.punctuation.semicolon);
