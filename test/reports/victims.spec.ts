import { FORMATS, sheetDocument, type Language } from '#reports';
import { line, opened, recordOfLines, type Line, type Loaded } from './record.js';
import { sheetFrom } from './sample.js';

const CASE = 'ISL-COLL-01';
const MEMBERS = ['ISL-01', 'ISL-02'];
const of = (...references: string[]): Line => ({ appliesTo: references });

let record: Loaded;
beforeAll(async () => {
  record = await recordOfLines([
    line(CASE, 'CaseOpened', '2020-01-01', { kind: 'collective', country: 'IS', title: 'Two members' }),
    ...MEMBERS.map((one) => opened(one, '2020-01-01', { gender: 'male' })),
    line(CASE, 'MembersAdded', '2020-01-01', {}, of(...MEMBERS)),
    line(CASE, 'MandateBegan', '2020-01-02', { how: 'elected', seated: 'yes' }, of(...MEMBERS)),
    line(CASE, 'MandateRevoked', '2020-02-01', {}, of('ISL-01')),
    line(CASE, 'DecisionAdopted', '2020-03-01', {
      body: 'committee',
      memberTotals: { total: 3, men: 2, women: 1 },
    }),
    line(CASE, 'MembersRemoved', '2020-05-01', {}, of(...MEMBERS)),
  ]);
});
afterAll(() => record.close());

async function victimsOn(asOf: string, language: Language = 'en'): Promise<string> {
  const sheet = await sheetFrom(record.rows, CASE, { asOf });
  const page = Buffer.from(await FORMATS.md.write(sheetDocument(sheet, language, '1'))).toString('utf8');
  return /^- \*\*Victime?s?\*\*: (.*)$/m.exec(page)![1]!;
}

describe('a stated total that is not that of the roster', () => {
  it('is said with what the decision says alone: how many are former is told of the roster', async () =>
    expect(await victimsOn('2020-04-01')).toBe(
      'three parliamentarians (two male and one female), as the decision of 1 March 2020 states; the roster lists two parliamentarians (two male, one former)',
    ));

  it('is so in French', async () =>
    expect((await victimsOn('2020-04-01', 'fr')).replace(/\s/g, ' ')).toBe(
      'trois parlementaires (deux hommes et une femme), selon la décision (1er mars 2020) ; la liste compte deux parlementaires (deux hommes, un ancien)',
    ));

  it('stands beside an empty roster, too', async () =>
    expect(await victimsOn('2020-06-01')).toMatch(/ states; nobody is listed$/));
});
