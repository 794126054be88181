import { fill, numberIn } from '../../labels/index.js';
import { FORMER, type StatedTotal, type Victims, type VictimsTold } from '../victims.js';
import type { Words } from './words.js';

type Counted = Pick<Victims, 'total' | 'men' | 'women' | 'otherSex' | 'chambers'>;

/** The sentence of the card; where what is stated and the roster differ, both. */
export function victimsText({ listed, possible, stated, agrees }: VictimsTold, words: Words): string {
  const { victims, punctuation } = words.labels;
  const { semicolon } = punctuation;
  const counted = listed.total === 0 ? victims.nobody : sentenceOf(listed, listed, words);
  const both =
    agrees || stated === null
      ? counted
      : [
          fill(victims.stated, {
            sentence: sentenceOf(countedIn(stated), listed, words),
            date: words.noun(stated.date),
          }),
          listed.total === 0 ? counted : fill(victims.listed, { sentence: counted }),
        ].join(semicolon);
  return possible === 0 ? both : `${both}${semicolon}${counting(victims.possible, possible, words)}`;
}

const countedIn = ({ total, men = 0, women = 0, chambers = {} }: StatedTotal): Counted => ({
  total,
  men,
  women,
  otherSex: 0,
  chambers,
});

/**
 * @param standing whose mandates and sides the words are about: a stated total tells neither, so how many of the roster are former or on a side
 * is not said of it, only what holds of all of them
 */
function sentenceOf(counted: Counted, standing: Victims, words: Words): string {
  const { victims } = words.labels;
  const form = counted.total === 1 ? 'one' : 'many';
  const side = onlyOne(standing.sides);
  const breakdown = breakdownOf(counted, standing, words);
  const areWomen = counted.total > 0 && counted.women === counted.total;
  const former = areWomen ? victims.formerWomen : victims.former;
  return fill(victims.sentence, {
    number: areWomen && counted.total === 1 ? victims.oneWoman : numberIn(words.labels, counted.total),
    former: isAllFormer(standing) ? former[form] : '',
    side: wordOf(victims.side, side),
    noun: `${victims.noun[form]}${wordOf(victims.sideAfter, side)}`,
    breakdown: breakdown === '' ? '' : ` (${breakdown})`,
  });
}

const wordOf = (map: Readonly<Record<string, string>>, key: string | null): string =>
  key === null ? '' : (map[key] ?? '');

function breakdownOf(counted: Counted, standing: Victims, words: Words): string {
  const { labels } = words;
  const sexes = [
    ...(counted.men > 0 ? [counting(labels.victims.male, counted.men, words)] : []),
    ...(counted.women > 0 ? [counting(labels.victims.female, counted.women, words)] : []),
    // Where no source tells the sex of anybody, there is nothing to count.
    ...(counted.otherSex > 0 && counted.otherSex < counted.total
      ? [counting(labels.victims.otherSex, counted.otherSex, words)]
      : []),
  ];
  const some = counted === standing ? [formerOf(standing, words), sidesOf(standing, words)] : [];
  const others = [chambersOf(counted, words), ...some];
  return [aloneOf(counted, words) ?? joined(sexes, words), ...others].filter((part) => part !== '').join(', ');
}

/** Of one person no number is said twice. */
function aloneOf({ total, men, women }: Counted, { labels }: Words): string | null {
  if (total !== 1 || men + women !== 1) return null;
  return men === 1 ? labels.victims.alone.male : labels.victims.alone.female;
}

/** Where more than one is known of. */
function chambersOf({ chambers }: Counted, words: Words): string {
  const { victims } = words.labels;
  const known: Readonly<Record<string, string>> = victims.chambers;
  const told = Object.entries(chambers);
  if (told.filter(([chamber]) => chamber !== '').length < 2) return '';
  const parts = told.map(([chamber, n]) => {
    const name = chamber === '' ? victims.noChamber : (known[chamber] ?? fill(victims.ofChamber, { chamber }));
    return fill(victims.chamber, { n: numberIn(words.labels, n), chamber: name });
  });
  return joined(parts, words);
}

function formerOf(standing: Victims, words: Words): string {
  const former = formerIn(standing);
  return former === 0 || isAllFormer(standing) ? '' : counting(words.labels.victims.someFormer, former, words);
}

function sidesOf({ sides }: Victims, words: Words): string {
  if (onlyOne(sides) !== null) return '';
  const told: Readonly<Record<string, string>> = words.labels.victims.ofSide;
  const parts = Object.entries(sides).flatMap(([side, n]) =>
    told[side] === undefined ? [] : [fill(told[side], { n: numberIn(words.labels, n) })],
  );
  return Object.keys(sides).every((side) => side === 'not_stated') ? '' : joined(parts, words);
}

const formerIn = ({ mandates }: Victims): number =>
  Object.entries(mandates).reduce((sum, [mandate, n]) => sum + (FORMER.has(mandate) ? n : 0), 0);

const isAllFormer = (standing: Victims): boolean => standing.total > 0 && formerIn(standing) === standing.total;

/** The side that all are on, if one is. */
const onlyOne = (sides: Readonly<Record<string, number>>): string | null => {
  const [side, ...others] = Object.keys(sides);
  return side === undefined || others.length > 0 || side === 'not_stated' ? null : side;
};

const counting = (forms: { readonly one: string; readonly many: string }, n: number, words: Words): string =>
  fill(n === 1 ? forms.one : forms.many, { n: numberIn(words.labels, n) });

const joined = (parts: readonly string[], { labels }: Words): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${labels.punctuation.and} ${parts.at(-1)!}`;
