import { EVENT_TYPES, VIEWS } from '#domain';
import { dateIn, labelsIn, listIn, numberIn, countryIn, LANGUAGES, wordFor } from './index.js';

describe('a date in words', () => {
  it.each([
    ['2018-09-10', '10 September 2018', 'on 10 September 2018', 'le 10 septembre 2018'],
    ['2018-09-01', '1 September 2018', 'on 1 September 2018', 'le 1er septembre 2018'],
    ['2018-09', 'September 2018', 'in September 2018', 'en septembre 2018'],
    ['2018', '2018', 'in 2018', 'en 2018'],
    ['2018-09-10~', 'about 10 September 2018', 'on or about 10 September 2018', 'le ou vers le 10 septembre 2018'],
    ['2018-09~', 'about September 2018', 'around September 2018', 'vers septembre 2018'],
    ['2018?', '2018 (uncertain)', 'in 2018 (uncertain)', 'en 2018 (date incertaine)'],
    ['2017-09-03T00:30', '3 September 2017, 00:30', 'on 3 September 2017 at 00:30', 'le 3 septembre 2017 à 00:30'],
    ['[2018-04-21..2018-04-30]', 'late April 2018', 'in late April 2018', 'fin avril 2018'],
    ['[2018-04-11..2018-04-20]', 'mid-April 2018', 'in mid-April 2018', 'à la mi-avril 2018'],
    ['[2018-04-01..2018-04-10]', 'early April 2018', 'in early April 2018', 'début avril 2018'],
    [
      '[2017-09-03..2017-09-07]',
      'between 3 and 7 September 2017',
      'between 3 and 7 September 2017',
      'entre le 3 et le 7 septembre 2017',
    ],
    [
      '[2017-10-19..2018-10-18]',
      'between 19 October 2017 and 18 October 2018',
      'between 19 October 2017 and 18 October 2018',
      'entre le 19 octobre 2017 et le 18 octobre 2018',
    ],
    ['2026-02-02/2026-02-18', '2 to 18 February 2026', 'from 2 to 18 February 2026', 'du 2 au 18 février 2026'],
    ['2017-03/2017-05', 'March to May 2017', 'from March to May 2017', 'depuis mars et jusqu’en mai 2017'],
    [
      '../2016-02-17',
      'on or before 17 February 2016',
      'on or before 17 February 2016',
      'au plus tard le 17 février 2016',
    ],
    [
      '2013/2018-10-18',
      '2013 to 18 October 2018',
      'from 2013 to 18 October 2018',
      'depuis 2013 et jusqu’au 18 octobre 2018',
    ],
    [
      '2017-05-04/2018-03',
      '4 May 2017 to March 2018',
      'from 4 May 2017 to March 2018',
      'depuis le 4 mai 2017 et jusqu’en mars 2018',
    ],
    ['201X', 'the 2010s', 'in the 2010s', 'dans les années 2010'],
    ['2018-09-XX', 'September 2018', 'in September 2018', 'en septembre 2018'],
    ['whenever', 'whenever', 'whenever', 'whenever'],
  ])('%s is printed at the precision at which it was said', (edtf, noun, adverb, french) => {
    expect(dateIn(labelsIn('en'), edtf)).toBe(noun);
    expect(dateIn(labelsIn('en'), edtf, 'adverb')).toBe(adverb);
    expect(dateIn(labelsIn('fr'), edtf, 'adverb')).toBe(french);
  });
});

describe('the words of a language', () => {
  it('are all there in every language', () => {
    for (const language of LANGUAGES) expect(blanksIn(labelsIn(language))).toEqual([]);
  });

  it.each(LANGUAGES)('%s: name every view with its values, and every event type', (language) => {
    const { views, eventTypes } = labelsIn(language) as {
      views: Readonly<Record<string, { values: object } | undefined>>;
      eventTypes: object;
    };
    const printed = VIEWS.filter(({ of }) => of === 'person');
    const missing = printed.flatMap(({ name, values }) =>
      values.filter((value) => !Object.hasOwn(views[name]?.values ?? {}, value)).map((value) => `${name}.${value}`),
    );
    expect(missing).toEqual([]);
    expect(EVENT_TYPES.filter((type) => !Object.hasOwn(eventTypes, type))).toEqual([]);
  });

  it('in French keep their signs of punctuation: no line begins with one, nor breaks inside quotation marks', () => {
    const { punctuation, recommendations } = labelsIn('fr');
    expect(punctuation).toMatchObject({ colon: '\u00A0: ', semicolon: '\u202F; ', open: '«\u00A0', close: '\u00A0»' });
    expect(recommendations.grades.A).toBe('A\u00A0: largement satisfaisant');
    expect(JSON.stringify(labelsIn('fr'))).not.toMatch(/ [:;!?»]|« /);
  });

  it('number, list and name as its decisions do', () => {
    const [en, fr] = [labelsIn('en'), labelsIn('fr')];
    expect([numberIn(en, 7), numberIn(fr, 7), numberIn(en, 34)]).toEqual(['seven', 'sept', '34']);
    expect(listIn(en, ['KHM-56', 'KHM-57'])).toBe('KHM-56 and KHM-57');
    expect(listIn(fr, ['a', 'b', 'c'], 'or')).toBe('a, b ou c');
    expect([countryIn('en', 'KH'), countryIn('fr', 'KH'), countryIn('fr', 'XX')]).toEqual([
      'Cambodia',
      'Cambodge',
      'XX',
    ]);
  });

  it('has a word only for the codes of its list, not for what every object inherits something by', () =>
    expect(['death_and_resolved', 'value_of', 'constructor'].map((kind) => wordFor({}, kind))).toEqual([
      'death and resolved',
      'value of',
      'constructor',
    ]));
});

/** Where a sentence of one language names other places than the same sentence of English. */
const blanksIn = (words: unknown, english: unknown = labelsIn('en'), path = ''): string[] =>
  typeof english === 'string'
    ? typeof words === 'string'
      ? []
      : [path]
    : Object.entries(english as Record<string, unknown>).flatMap(([key, one]) =>
        blanksIn((words as Record<string, unknown>)[key], one, `${path}/${key}`),
      );
