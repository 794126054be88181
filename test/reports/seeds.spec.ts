import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordReader } from '#domain';
import {
  FORMATS,
  labelsIn,
  printedSheet,
  sheetDocument,
  summaryIn,
  wordingIn,
  type CaseSheet,
  type PrintedSheet,
} from '#reports';
import { line, recordOfLines } from './record.js';
import { readerOf, sheetFrom } from './sample.js';

/** The cards and rosters that the decisions print, copied from them, against the sheets that the sample record gives for their days. */
let reader: RecordReader;
beforeAll(async () => {
  reader = await readerOf('samples/cambodia.ndjson');
});

const fieldIn = ({ card }: PrintedSheet, field: string): string | undefined =>
  card.find((one) => one.field === field)?.text;

/** A name that a list prints is the one known, or one of its spellings. */
function prints(sheet: CaseSheet, lines: readonly string[]): void {
  const told = sheet.roster.map(({ label, name, nameVariants, gender }) => ({
    label,
    names: [name, ...nameVariants],
    mark: gender.value === 'female' ? ' (Ms.)' : '',
  }));
  expect(told.length).toBe(lines.length);
  for (const [index, line] of lines.entries()) {
    const { label, names, mark } = told[index]!;
    expect(names.map((name) => `${label} - ${name}${mark}`)).toContain(line);
  }
}

it('a decision without a place of its own was adopted where its session was held', async () => {
  const CASE = 'TST-COLL-01';
  const record = await recordOfLines([
    line(CASE, 'CaseOpened', '2020-01-01', { kind: 'collective', country: 'IS', title: 'Case' }),
    line(
      CASE,
      'DevelopmentNoted',
      '2020-02-01/2020-02-05',
      { kind: 'session_held', text: 'The 160th session.' },
      { place: { text: 'Geneva', country: 'CH' }, knownSince: '2020-02-05' },
    ),
    line(CASE, 'DecisionAdopted', '2020-02-05', { body: 'committee', session: '160th', mode: 'unanimous' }),
  ]);
  const sheet = await sheetFrom(record.rows, CASE, { asOf: '2020-02-05' });
  expect(printedSheet(sheet, 'en').heading).toMatch(/at its 160th session \(Geneva, 1 to 5 February 2020\)$/);
  const [decision] = sheet.chronology.filter(({ type }) => type === 'DecisionAdopted');
  expect(summaryIn(decision!.text, wordingIn('en'))).toBe('Decision of the Committee, 160th session, unanimously');
  await record.close();
});

describe('the decision of the Committee, 179th session, February 2026 (seed 001)', () => {
  let sheet: CaseSheet;
  let printed: PrintedSheet;
  beforeAll(async () => {
    sheet = await sheetFrom(reader, 'KHM-COLL-03', { asOf: '2026-02-18' });
    printed = printedSheet(sheet, 'en');
  });

  it('heading', () =>
    expect(printed.heading).toBe(
      'Decision adopted by the Committee on the Human Rights of Parliamentarians at its 179th session (Geneva, 2 to 18 February 2026)',
    ));

  it('roster of 38', () =>
    prints(
      sheet,
      `KHM-48 - Mu Sochua (Ms.)|KHM-49 - Keo Phirum|KHM-50 - Ho Van|KHM-51 - Long Ry|KHM-52 - Nut Romdoul|KHM-53 - Men Sothavarin|KHM-56 - Kong Sophea|KHM-57 - Nhay Chamroeun|KHM-58 - Sam Rainsy|KHM-59 - Um Sam Am|KHM-60 - Kem Sokha|KHM-62 - Chea Poch|KHM-65 - Dam Sithik|KHM-66 - Dang Chamreun|KHM-67 - Eng Chhai Eang|KHM-68 - Heng Danaro|KHM-69 - Ke Sovannroth (Ms.)|KHM-72 - Khy Vanndech|KHM-73 - Kimsour Phirith|KHM-76 - Ky Wandara|KHM-78 - Lim Bun Sidareth|KHM-79 - Lim Kimya|KHM-80 - Long Botta|KHM-82 - Mao Monyvann|KHM-83 - Ngim Nheng|KHM-84 - Ngor Kim Cheang|KHM-86 - Ou Chanrith|KHM-87 - Pin Ratana|KHM-90 - Sok Umsea|KHM-91 - Son Chhay|KHM-92 - Suon Rida|KHM-93 - Te Chanmony (Ms.)|KHM-94 - Tioulong Saumura (Ms.)|KHM-95 - Tok Vanchan|KHM-96 - Tuon Yokda|KHM-99 - Vann Narith|KHM-101 - Yim Sovann|KHM-102 - Yun Tharo`.split(
        '|',
      ),
    ));

  it('twelve ticked violations, three of them with a footnote on whom they concern', () => {
    expect(printed.violations).toEqual([
      { text: 'Violation of freedom of opinion and expression', footnote: null },
      { text: 'Violation of freedom of assembly and association', footnote: null },
      { text: 'Abusive revocation of the parliamentary mandate', footnote: null },
      { text: 'Lack of due process at the investigation stage', footnote: null },
      { text: 'Lack of fair trial proceedings and excessive delays', footnote: null },
      { text: 'Failure to respect parliamentary immunity', footnote: null },
      { text: 'Violation of freedom of movement', footnote: null },
      { text: 'Threats, acts of intimidation', footnote: null },
      { text: 'Torture, ill-treatment and other acts of violence', footnote: null },
      { text: 'Impunity', footnote: 'Currently only concerns KHM-56 and KHM-57' },
      {
        text: 'Arbitrary arrest and detention',
        footnote:
          'Alleged violations which previously concerned KHM-48, KHM-49, KHM-50, KHM-51, KHM-52, KHM-53, KHM-59 and KHM-60. Only currently applies to KHM-60',
      },
      {
        text: 'Inhumane conditions of detention',
        footnote: 'Currently only concerns KHM-60 in the context of solitary confinement',
      },
    ]);
  });

  it.each([
    ['Case', (one: CaseSheet) => one.label, 'KHM-COLL-03'],
    ['Cambodia', 'affiliation', 'Parliament affiliated to the IPU'],
    ['Victims', 'victims', '38 former opposition parliamentarians (34 male and four female)'],
    ['Qualified complainant(s)', 'complainant', 'Section I.1(c) of the Committee Procedure (Annex I)'],
    ['Submission of complaint', 'submission', 'November 2011'],
    ['Recent IPU decision', 'decision', 'March 2023'],
    // The press release of 2016 tells the days; the card only the month.
    ['IPU mission(s)', 'mission', '16 to 17 February 2016'],
    [
      'Recent Committee hearing(s)',
      'hearing',
      'Hearing with the delegation of Cambodia, 146th IPU Assembly (March 2023)',
    ],
    [
      'Communication from the authorities',
      'fromAuthorities',
      'Secretary General of the National Assembly (March 2023)',
    ],
    ['Communication from the complainant', 'fromComplainant', 'January 2026'],
    ['Communication to the authorities', 'toAuthorities', 'Secretary General of the National Assembly (December 2025)'],
    ['Communication to the complainant', 'toComplainant', 'January 2026'],
  ])('%s', (_, field, value) => {
    expect(typeof field === 'string' ? fieldIn(printed, field) : field(sheet)).toBe(value);
  });

  it('tells in the summary that what came and went was a letter', () => {
    const letters = sheet.chronology.filter(
      ({ type, accounts }) => type.startsWith('Communication') && accounts.some(({ says }) => says === 'A letter.'),
    );
    expect(
      letters.map(({ occurredOn, accounts }) => `${occurredOn}: ${accounts[0]!.source}, ${accounts[0]!.locator}`),
    ).toEqual([
      '2016-07-11: 000, line 88',
      '2017-09-03: 000, lines 30-31',
      '2017-09-28: 000, lines 30-31 and 150',
      '2018-03: 004, line 24',
      '2023-03: 001, line 135',
      '2025-12: 001, line 137',
    ]);
  });

  it('tells who dates the mission and the complaint otherwise', () => {
    const otherwise = printed.card.flatMap(({ field, toldOtherwise }) => toldOtherwise.map((told) => [field, told]));
    expect(otherwise).toEqual([
      ['submission', 'Told otherwise: Committee (000, lines 60-63): July 2014'],
      ['mission', 'Told otherwise: Committee (000, lines 79-81): February 2015'],
    ]);
  });

  it('seventeen in exile and seventeen sentenced in absentia are counted, and mark nobody', () => {
    const { statuses, groups } = sheet.situation.find(({ view }) => view === 'sentencedInAbsentia')!;
    expect(statuses).toEqual([]);
    expect(groups).toMatchObject([{ value: 'yes', counts: { certain: 0, atLeast: 17, atMost: 17 } }]);
    const exile = sheet.situation.find(({ view }) => view === 'exile')!;
    expect(exile.statuses.flatMap(({ people }) => people)).toEqual(['KHM-48', 'KHM-58']);
  });

  it('the motive of the killing stands side by side as its voices tell it', () => {
    const killing = sheet.chronology.find(({ type }) => type === 'Killed')!;
    expect(killing.isDisputed).toBe(true);
    expect(new Set(killing.accounts.map(({ by }) => by))).toEqual(new Set(['committee', 'third_party', 'authorities']));
  });

  it('recommendations of this decision are open', () => {
    const texts = sheet.recommendations
      .filter(({ issued }) => issued === '2026-02-18')
      .map(({ addressee }) => addressee);
    expect(texts.filter((addressee) => addressee === 'Cambodian authorities')).toHaveLength(3);
    expect(sheet.recommendations.every(({ grade }) => grade === null)).toBe(true);
  });
});

describe('the decision of the Governing Council of 18 October 2018 (seed 004)', () => {
  let sheet: CaseSheet;
  let printed: PrintedSheet;
  beforeAll(async () => {
    sheet = await sheetFrom(reader, 'KHM-COLL-03', { asOf: '2018-10-18', knownAt: '2018-10-18' });
    printed = printedSheet(sheet, 'en');
  });

  it('heading and symbol', () => {
    expect(printed.heading).toBe(
      'Decision adopted by the IPU Governing Council at its 203rd session (Geneva, 18 October 2018)',
    );
    expect(sheet.decision?.symbol).toBe('CL/203/11(b)-R.1');
  });

  it('roster of 56, KHM27 and KHM48 to KHM103 without KHM75, women marked', () => {
    const numbers = [27, ...Array.from({ length: 56 }, (_, index) => 48 + index).filter((number) => number !== 75)];
    expect(sheet.roster.map(({ label }) => label)).toEqual(numbers.map((number) => `KHM${number}`));
    const women = sheet.roster.filter(({ gender }) => gender.value === 'female').map(({ label }) => label);
    expect(women).toEqual(['KHM48', 'KHM61', 'KHM69', 'KHM81', 'KHM89', 'KHM93', 'KHM94', 'KHM103']);
  });

  it('eleven violations, none limited to anybody', () => {
    expect(printed.violations.map(({ text }) => text)).toEqual([
      'Violation of freedom of opinion and expression',
      'Violation of freedom of assembly and association',
      'Abusive revocation of the parliamentary mandate',
      'Lack of due process at the investigation stage',
      'Lack of fair trial proceedings and excessive delays',
      'Failure to respect parliamentary immunity',
      'Violation of freedom of movement',
      'Threats and acts of intimidation',
      'Torture and ill-treatment and impunity',
      'Arbitrary arrest and detention',
      'Inhumane conditions of detention',
    ]);
    expect(printed.violations.every(({ footnote }) => footnote === null)).toBe(true);
  });

  it('57 and seven women as stated, 56 and eight as listed: both are printed', () => {
    const victims = fieldIn(printed, 'victims')!;
    expect(victims).toContain(
      '57 former opposition parliamentarians (50 male and seven female, 55 from the National Assembly and two from the Senate), as the decision of 18 October 2018 states',
    );
    expect(victims).toContain('the roster lists 56 former opposition parliamentarians (48 male and eight female');
  });

  it.each([
    ['Case', (one: CaseSheet) => one.label, 'KHM-Coll-03'],
    ['Cambodia', 'affiliation', 'Parliament affiliated to the IPU'],
    ['Qualified complainant(s)', 'complainant', 'Section I (1) (c) of the Committee Procedure (Annex 1)'],
    ['Submission of complaint', 'submission', 'November 2011'],
    ['Recent IPU decision', 'decision', 'March 2018'],
    ['IPU mission', 'mission', '16 to 17 February 2016'],
    [
      'Recent Committee hearings',
      'hearing',
      'Hearing with the delegation of Cambodia, 139th IPU Assembly (October 2018)',
    ],
    [
      'Communication from the authorities',
      'fromAuthorities',
      'Secretary General of the National Assembly (March 2018)',
    ],
    ['Communication from the complainant', 'fromComplainant', 'September 2018'],
    [
      'Communication to the authorities',
      'toAuthorities',
      'Secretary General of the National Assembly (September 2018)',
    ],
    ['Communication to the complainant', 'toComplainant', 'September 2018'],
  ])('%s', (_, field, value) => {
    expect(typeof field === 'string' ? fieldIn(printed, field) : field(sheet)).toBe(value);
  });

  it('is the sheet of a record that ends on that day: nothing learned later is in it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'habeas-sheet-'));
    try {
      const file = join(folder, 'until-2018.ndjson');
      const lines = readFileSync('samples/cambodia.ndjson', 'utf8').trim().split('\n');
      const known = lines.filter((line) => (JSON.parse(line) as { knownSince: string }).knownSince <= '2018-10-18');
      writeFileSync(file, known.join('\n'));
      const then = await sheetFrom(await readerOf(file), 'KHM-COLL-03', { asOf: '2018-10-18' });
      expect(known.length).toBeLessThan(lines.length);
      expect(withoutClock(then) === withoutClock(sheet)).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** When a line was imported is not what is compared. */
const withoutClock = (sheet: CaseSheet): string =>
  JSON.stringify(sheet, (key, value: unknown) => (key === 'recordedAt' ? undefined : value));

describe('the decision of the Governing Council of 18 October 2017 (seed 000)', () => {
  it('lists fifteen under their labels of that day', async () => {
    const sheet = await sheetFrom(reader, 'CMBD/60', { asOf: '2017-10-18', knownAt: '2017-10-18' });
    expect(sheet).toMatchObject({ reference: 'KHM-60', label: 'CMBD/60', kind: 'individual' });
    const collective = await sheetFrom(reader, 'KHM-COLL-03', { asOf: '2017-10-18', knownAt: '2017-10-18' });
    prints(
      collective,
      `CMBD/27 - Chan Cheng|CMBD/48 - Mu Sochua (Ms.)|CMBD/49 - Keo Phirum|CMBD/50 - Ho Van|CMBD/51 - Long Ry|CMBD/52 - Nut Romdoul|CMBD/53 - Men Sothavarin|CMBD/54 - Real Khemarin|CMBD/55 - Sok Hour Hong|CMBD/56 - Kong Sophea|CMBD/57 - Nhay Chamroeun|CMBD/58 - Sam Rainsy|CMBD/59 - Um Sam An|CMBD/60 - Kem Sokha|CMBD/61 - Thak Lany (Ms.)`.split(
        '|',
      ),
    );
  });

  it('is headed as the decision is, with the reservation of Cambodia in a footnote', async () => {
    const sheet = await sheetFrom(reader, 'KHM-COLL-03', { asOf: '2017-10-18', knownAt: '2017-10-18' });
    expect(printedSheet(sheet, 'en').heading).toBe(
      'Decision adopted by consensus by the IPU Governing Council at its 201st session (St. Petersburg, 18 October 2017)',
    );
    expect(sheet.decision?.reservations).toEqual([expect.stringMatching(/Cambodia/)]);
    expect(sheet.roster.at(-1)).toMatchObject({
      name: 'Thak Lany',
      gender: { value: 'female', certainty: 'disputed' },
    });
  });
});

describe('the sheet of a day on which little is known', () => {
  it('counts only what somebody told', async () => {
    const then = printedSheet(
      await sheetFrom(reader, 'KHM-COLL-03', { asOf: '2016-02-19', knownAt: '2016-02-19' }),
      'en',
    );
    expect(fieldIn(then, 'victims')).toBe('12 opposition parliamentarians');
    const before = printedSheet(await sheetFrom(reader, 'KHM-COLL-03', { asOf: '2015-01-01' }), 'en');
    expect(fieldIn(before, 'victims')).toBe('nobody is listed; 12 may be members');
    expect(fieldIn(before, 'decision')).toBe('none recorded');
  });
});

describe('the sheet of one parliamentarian', () => {
  it('counts one, with what nobody states of them alone left to the collective case', async () => {
    const sheet = await sheetFrom(reader, 'KHM-60', { asOf: '2026-02-18' });
    expect(fieldIn(printedSheet(sheet, 'en'), 'victims')).toBe('one former opposition parliamentarian (male)');
    expect(fieldIn(printedSheet(sheet, 'fr'), 'victims')).toBe('un ancien parlementaire de l’opposition (homme)');
    expect(sheet.victims.stated).toBeNull();
  });

  it('ticks the violations that the box of the collective case has for them', async () => {
    const { violations } = printedSheet(await sheetFrom(reader, 'KHM-48', { asOf: '2026-02-18' }), 'en');
    expect(violations).toContainEqual({
      text: 'Arbitrary arrest and detention',
      footnote: 'Alleged violations which previously concerned KHM-48. Currently applies to no member of the case',
    });
    expect(violations.map(({ text }) => text)).not.toContain('Impunity');
  });
});

/** As the decisions of the cases SEN-07 (203rd session, 2018), SEN-08 (165th, 2021) and of Côte d'Ivoire (163rd, 2021) print them in French. */
describe('in French', () => {
  it('the card of 2026 bears the terms of French decisions, in their order', async () => {
    const printed = printedSheet(await sheetFrom(reader, 'KHM-COLL-03', { asOf: '2026-02-18' }), 'fr');
    expect(printed.heading).toBe(
      'Décision adoptée par le Comité des droits de l’homme des parlementaires à sa 179e session (Genève, du 2 au 18 février 2026)',
    );
    expect(printed.card.map(({ name, text }) => `${name} : ${text}`)).toEqual([
      'Cambodge : parlement Membre de l’UIP',
      'Victimes : 38 anciens parlementaires de l’opposition (34 hommes et quatre femmes)',
      'Plaignant(s) qualifié(s) : section I.1 c) de la Procédure du Comité (Annexe I)',
      'Date de la plainte : novembre 2011',
      'Dernière décision de l’UIP : mars 2023',
      'Mission de l’UIP : du 16 au 17 février 2016',
      'Dernière audition devant le Comité : Audition\u00A0: the delegation of Cambodia, 146th IPU Assembly (mars 2023)',
      'Communication des autorités : Secretary General of the National Assembly (mars 2023)',
      'Communication du plaignant : janvier 2026',
      'Communication de l’UIP adressée aux autorités : Secretary General of the National Assembly (décembre 2025)',
      'Communication de l’UIP adressée au plaignant : janvier 2026',
      'Statut du cas : en cours d’examen',
    ]);
    expect(printed.roster[0]).toBe('KHM-48 - Mu Sochua (Mme)');
  });

  it('so do the allegations', async () => {
    const { violations } = printedSheet(await sheetFrom(reader, 'KHM-COLL-03', { asOf: '2026-02-18' }), 'fr');
    expect(violations.map(({ text }) => text)).toEqual([
      'Atteinte à la liberté d’opinion et d’expression',
      'Atteinte à la liberté de réunion et d’association',
      'Révocation abusive du mandat parlementaire',
      'Non-respect des garanties d’une procédure équitable au stade de l’enquête',
      'Non-respect des garanties d’une procédure équitable au stade du procès et lenteur excessive de la procédure',
      'Atteinte à l’immunité parlementaire',
      'Atteinte à la liberté de mouvement',
      'Menaces, actes d’intimidation',
      'Torture, mauvais traitements et autres actes de violence',
      'Impunité',
      'Arrestation et détention arbitraires',
      'Conditions de détention inhumaines',
    ]);
  });

  it('women alone are counted in the feminine, and no status says of a woman that she is a man', async () => {
    const sheet = await sheetFrom(reader, 'KHM-48', { asOf: '2026-02-18' });
    expect(fieldIn(printedSheet(sheet, 'fr'), 'victims')).toBe('une ancienne parlementaire de l’opposition (femme)');
    const words = Object.values(labelsIn('fr').views.custody.values).join(' ');
    expect(words).not.toMatch(/détenu\b|arrêté\b|libéré\b|assigné\b/);
  });

  it('what decided a status is told in French, and what the source said of it as it said so', async () => {
    const sheet = await sheetFrom(reader, 'KHM-60', { asOf: '2026-02-18' });
    const page = Buffer.from(await FORMATS.md.write(sheetDocument(sheet, 'fr', '1'))).toString('utf8');
    const [, row] = /^\| (\*\*assignation à résidence.*)$/m.exec(page)!;
    expect(row).toContain(
      'Assignation à résidence, condition de la liberté sous caution, lieu\u00A0: his house, restrictions\u00A0: ',
    );
    expect(row).toContain('Autre source, toujours le cas\u00A0: 18 octobre 2018 (18 octobre 2018)');
    expect(row).not.toMatch(/House arrest|still so/);
  });

  it('the first session of a body is its 1re', () => {
    const { first, other } = labelsIn('fr').heading.ordinal;
    expect([first, other]).toEqual(['{n}re', '{n}e']);
  });
});
