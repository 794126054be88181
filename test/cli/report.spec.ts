import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { Office } from './habeas.js';

const SAMPLE = 'test/checks/scenarios.ndjson';
const DAY = ['--as-of', '2021-01-01', '--known-at', '2021-06-30'];

describe('habeas report', () => {
  const office = new Office();
  beforeAll(async () => expect(await office.habeas('import', SAMPLE)).toMatchObject({ exit: 0 }));
  afterAll(() => rmSync(office.folder, { recursive: true }));

  it.each([
    ['changes', ['--from-as-of', '2019-01-01', '--to-as-of', '2021-01-01', '--json']],
    ['statistics', ['--year', '2020', '--by', 'country', '--json']],
    ['statistics', [...DAY, '--open', 'persons', '--format', 'csv']],
    ['follow-up', [...DAY, '--format', 'ics']],
    ['board', [...DAY, '--view', 'custody']],
    ['timeline', ['--person', 'TST-01', ...DAY]],
    ['timeline', ['--case', 'TST-COLL-01', ...DAY]],
    ['picture', ['--person', 'TST-01', ...DAY]],
    ['picture', ['--case', 'TST-COLL-01', '--view', 'politicalBan', ...DAY]],
    ['provenance', ['--case', 'TST-COLL-01', ...DAY]],
  ])('%s %j is the same by the rows and by the log alone', async (name, args) => {
    const rows = await office.habeas('report', name, ...args);
    expect(rows).toMatchObject({ exit: 0, notes: '' });
    expect(rows.out.length).toBeGreaterThan(100);
    expect(await office.habeas('replay', 'report', name, ...args)).toEqual(rows);
  });

  it('prints for people what it gives to programs as JSON', async () => {
    const { out } = await office.habeas('report', 'statistics', '--year', '2020');
    expect(out).toMatch(/figure +group +certain +possible +at least +at most/);
    expect(out).toMatch(/^persons +\d+ +\d+ +\d+ +/m);
    expect((await office.habeas('report', 'follow-up', ...DAY)).out).toMatch(/confirmation/);
    expect((await office.habeas('report', 'changes', '--from-as-of', '2019-01-01')).out).toMatch(
      /happened|time|learned/,
    );
    expect((await office.habeas('report', 'statistics', '--year', '2020', '--open', 'detained')).out).toMatch(
      /TST-\d+ +IS +(certain|possible)/,
    );
  });

  it('tells of a status whose word stayed how certain it was, and is', async () => {
    const own = new Office();
    const assertions = ['complainant', 'authorities'].map((by, index) => ({
      by,
      source: 'a letter',
      stance: ['alleges', 'denies'][index],
    }));
    const lines = [
      {
        type: 'CaseOpened',
        facts: { kind: 'individual', country: 'IS', name: 'A' },
        assertions: [{ by: 'committee', source: 's' }],
      },
      { type: 'TortureReported', facts: {}, assertions },
    ].map((one, index) => ({ case: 'ISL-01', occurredOn: `2020-0${index + 1}-01`, knownSince: '2020-03-01', ...one }));
    const file = `${own.folder}/lines.ndjson`;
    writeFileSync(file, lines.map((one) => JSON.stringify(one)).join('\n'));
    expect(await own.habeas('import', file)).toMatchObject({ exit: 0 });
    const { out } = await own.habeas('report', 'changes', '--from-as-of', '2020-01-15', '--to-as-of', '2020-02-15');
    expect(out).toMatch(
      /^ISL-01 +Accountability for violence +happened +none recorded \(established\) +none recorded \(disputed\) +Complainant \(alleges\), Authorities \(denies\)/m,
    );
    rmSync(own.folder, { recursive: true });
  });

  it('tells what became of cases, new ones among them, and of people whom nobody named', async () => {
    const own = new Office();
    const made = { assertions: [{ by: 'committee', source: 's' }] };
    const collective = { kind: 'collective', country: 'IS', title: 'Members' };
    const nine = { references: [], totals: [{ words: 'nine members of the opposition, and some of their staff' }] };
    const ban = { duration: 'P5Y' };
    const lines = [
      { case: 'ISL-C', type: 'CaseOpened', occurredOn: '2019-01-01', facts: collective },
      { case: 'ISL-C', type: 'PoliticalBanImposed', occurredOn: '2020-02-01', facts: ban, appliesTo: nine },
      { case: 'ISL-C', type: 'CaseClosed', occurredOn: '2020-02-02', facts: { kind: 'satisfactory_settlement' } },
      { case: 'ISL-D', type: 'CaseOpened', occurredOn: '2020-02-03', facts: collective },
    ].map((one) => ({ ...one, ...made, knownSince: one.occurredOn }));
    const file = own.file('lines.ndjson', lines.map((one) => JSON.stringify(one)).join('\n'));
    expect(await own.habeas('import', file)).toMatchObject({ exit: 0 });
    const asked = ['--from-as-of', '2020-01-01', '--to-as-of', '2020-03-01'];
    const english = (await own.habeas('report', 'changes', ...asked)).out;
    expect(english).toMatch(/^ISL-C +Status of the case +happened +none recorded +closed +Case closed/m);
    expect(english).toMatch(
      /^ISL-C: nine members of the opposition, and som… +Ban from political life +happened +none/m,
    );
    expect(english).toMatch(/^ISL-D +Status of the case +happened +not known to be open +none recorded +Coll/m);
    const french = (await own.habeas('report', 'changes', ...asked, '--lang', 'fr')).out;
    expect(french).toMatch(/^ISL-C +Statut du cas +survenu +aucun élément consigné +clos +Clôture du cas/m);
    expect(french).toMatch(/^ISL-D +Statut du cas +survenu +pas d’ouverture connue +aucun élément consigné +Ouv/m);
    expect((await own.habeas('changes', ...asked)).out).toMatch(/^ISL-D +caseStatus +happened +not known to be open /m);
    rmSync(own.folder, { recursive: true });
  });

  it('tells of what is new whom it concerns and what it is about, and of a deadline whether it is no longer open', async () => {
    const own = new Office();
    const made = { assertions: [{ by: 'committee', source: 's' }] };
    const person = { kind: 'individual', country: 'IS', name: 'A' };
    const members = Array.from({ length: 7 }, (_, index) => `ISL-0${index + 1}`);
    const ask = { addressee: 'the authorities', text: 'Release them!', due: '2020-02-10' };
    const lines = [
      ...members.map((one) => ({ case: one, type: 'CaseOpened', occurredOn: '2019-01-01', facts: person })),
      { case: 'ISL-C', type: 'CaseOpened', occurredOn: '2019-01-01', facts: { ...person, kind: 'collective' } },
      { case: 'ISL-C', type: 'MembersAdded', occurredOn: '2019-01-02', facts: {}, appliesTo: members },
      { case: 'ISL-C', type: 'RecommendationIssued', occurredOn: '2019-01-02', key: 'ask', facts: ask },
      { case: 'ISL-C', type: 'Arrested', occurredOn: '2020-02-01', facts: {}, appliesTo: members },
      { case: 'ISL-C', type: 'RecommendationAssessed', occurredOn: '2020-02-20', target: 'ask', facts: { grade: 'A' } },
    ].map((one) => ({ ...one, ...made, knownSince: one.occurredOn }));
    const file = own.file('lines.ndjson', lines.map((one) => JSON.stringify(one)).join('\n'));
    expect(await own.habeas('import', file)).toMatchObject({ exit: 0 });
    const asked = ['--from-as-of', '2020-01-01', '--from-known-at', '2020-01-01', '--to-as-of', '2020-03-01'];
    const { out } = await own.habeas('report', 'changes', ...asked);
    expect(out).toContain('\n  new: ISL-C 2020-02-01 (ISL-01, ISL-02, ISL-03, ISL-04, ISL-05, +2) Arrested\n');
    expect(out).toContain('\n    about: ISL-C 2019-01-02 Recommendation to the authorities, due 10 February 2020: ');
    expect(out).toMatch(/^2020-02-10 +recommendation +ISL-C +no longer open +Release them!$/m);
    rmSync(own.folder, { recursive: true });
  });

  it('tells of violations that are alleged as before how many they are, and of what is new first', async () => {
    const own = new Office();
    const made = { assertions: [{ by: 'committee', source: 's' }] };
    const box = (...labels: string[]) => ({
      lines: labels.map((label) => ({ label, codes: [label, `${label} too`], currently: 'all' })),
    });
    const lines = [
      { type: 'CaseOpened', occurredOn: '2019-01-01', facts: { kind: 'individual', country: 'IS', name: 'A' } },
      { type: 'ViolationsListed', occurredOn: '2019-02-01', facts: box('Murder') },
      { type: 'ViolationsListed', occurredOn: '2020-02-01', facts: box('Murder', 'Impunity') },
    ].map((one) => ({ case: 'ISL-01', ...one, ...made, knownSince: one.occurredOn }));
    const file = own.file('lines.ndjson', lines.map((one) => JSON.stringify(one)).join('\n'));
    expect(await own.habeas('import', file)).toMatchObject({ exit: 0 });
    const asked = ['--from-as-of', '2020-01-01', '--to-as-of', '2020-03-01'];
    const { out } = await own.habeas('report', 'changes', ...asked);
    expect(out).toMatch(
      /^ISL-01 +Alleged violations +happened +alleged \(1\) +alleged \(2\) +2 alleged violations listed, Murder, Impunity \(\+1\)$/m,
    );
    rmSync(own.folder, { recursive: true });
  });

  it('prints in French, with the ids that open a figure, what each one counts and the words of the views', async () => {
    const { out } = await office.habeas('report', 'statistics', '--year', '2020', '--by', 'country', '--lang', 'fr');
    expect(out).toMatch(/^Statistiques de 2020, au 2020-12-31, connu au /);
    expect(out).toMatch(/^persons +\d+ +\d+ +\d+ +\d+ +Parlementaires dont le Comité examine le cas$/m);
    expect(out).toMatch(/^persons +Islande +\d+ /m);
    const english = (await office.habeas('report', 'statistics', '--year', '2020')).out;
    expect(english).toMatch(/^persons +\d+ +\d+ +\d+ +\d+ +Parliamentarians before the Committee$/m);
    expect((await office.habeas('report', 'follow-up', ...DAY, '--lang', 'fr')).out).toMatch(
      /^\S+ ! +confirmation +TST-\S+ +(fait établi|allégation) /m,
    );
    const changes = await office.habeas('report', 'changes', '--from-as-of', '2019-01-01', '--lang', 'fr');
    expect(changes.out).toMatch(
      /^TST-\S+ +Interdiction d’activité politique +temps écoulé +interdiction en vigueur +expirée /m,
    );
  });

  it('offers as formats what it has, and says which comes unasked', async () => {
    const { out: table } = await office.habeas('report', 'timeline', '--help');
    expect(table).toContain('one of csv, xlsx (default: csv)');
    expect(table).not.toContain('--json');
    expect((await office.habeas('report', 'changes', '--help')).out).toContain('--json');
  });

  it('writes a new file, readable by the caller alone, and tells how far it is', async () => {
    const file = office.path('board.xlsx');
    const args = ['board', '--view', 'custody', ...DAY, '--format', 'xlsx', '--output', file];
    const { exit, out, notes } = await office.habeas('report', ...args, '--progress');
    expect({ exit, out }).toEqual({ exit: 0, out: '' });
    expect(notes).toMatch(/Rows: \d+/);
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const again = await office.habeas('report', ...args);
    expect(again).toMatchObject({ exit: 2, notes: expect.stringContaining('exists already') });
  });

  it('leaves no file behind where the question has a fault', async () => {
    const file = office.path('none.csv');
    const { exit, notes } = await office.habeas('report', 'timeline', '--case', 'NIX', '--output', file);
    expect({ exit, there: existsSync(file) }).toEqual({ exit: 3, there: false });
    expect(notes).toContain('NIX');
    writeFileSync(file, '');
  });

  it.each([
    [['board'], '--view'],
    [['board', '--view', 'nothing'], '--view must be one of'],
    [['board', '--view', 'custody', '--format', 'pdf'], '--format'],
    [['board', '--view', 'custody', '--json'], '--json is no format of this report: it takes csv, xlsx'],
    [['board', '--view', 'custody', '--country', 'KHM'], '--country'],
    [['statistics', '--country', '1'], 'two letters'],
    [['changes', '--from-as-of', '2020-01-01', '--to-as-of', '2019-01-01'], '--to-as-of must not be before'],
    [['statistics', '--year', '20'], '--year'],
    [['statistics', '--year', '2020', '--as-of', '2019-12-31'], '--as-of must be a day of 2020'],
    [['statistics', '--year', '2020', '--known-at', '2019-06-01'], '--year must have begun'],
    [['statistics', '--by', 'shoe'], '--by must be one of'],
    [['statistics', '--suppress-below', '1'], '--suppress-below'],
    [['statistics', '--year', '2020', '--open', 'nothing'], '--open'],
    [['follow-up', '--as-of', 'soon'], '--as-of'],
    [['changes', '--to-as-of', 'soon'], '--to-as-of'],
    [['timeline', '--person', 'TST-01', '--case', 'TST-01'], '--person'],
    [['statistics', '--year', '2020', '--lang', 'de'], '--lang'],
    [['picture'], '--person'],
    [['provenance'], '--case'],
  ])('refuses %j in a line that names the option', async (args, named) => {
    const { exit, out, notes } = await office.habeas('report', ...args);
    expect({ exit, out }).toEqual({ exit: 2, out: '' });
    expect(notes).toContain(named);
    expect(notes).not.toMatch(/\n {4}at /);
  });
});
