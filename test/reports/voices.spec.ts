import { FORMATS, sheetDocument, type Language } from '#reports';
import { line, opened, recordOfLines, type Line, type Loaded } from './record.js';
import { sheetFrom } from './sample.js';

const P = 'ISL-01';
const voice = (by: string, more: Line = {}): Line => ({ by, source: `${by}’s letter`, ...more });
const by = (...assertions: Line[]): Line => ({ assertions });

let record: Loaded;
beforeAll(async () => {
  record = await recordOfLines([
    opened(P, '2020-01-01'),
    line(
      P,
      'VerdictDelivered',
      '2020-05-01',
      { proceeding: 'libel', outcome: 'convicted', inAbsentia: 'no', offence: 'libel', term: 'P2Y' },
      by(voice('court'), voice('complainant', { facts: { term: 'life' } })),
    ),
    line(
      P,
      'VerdictDelivered',
      '2020-06-01',
      { proceeding: 'theft', outcome: 'convicted', inAbsentia: 'no', offence: 'theft' },
      {
        knownSince: '2020-08-01',
        ...by(
          voice('complainant'),
          voice('third_party', { facts: { outcome: 'acquitted' }, occurredOn: '2020-07-01' }),
        ),
      },
    ),
    line(
      P,
      'Arrested',
      '2020-09-01',
      {},
      {
        place: { text: 'the port', country: 'IS' },
        ...by(voice('committee'), voice('authorities', { place: { text: 'the airport', country: 'IS' } })),
      },
    ),
    line(
      P,
      'Killed',
      '2021-05-01',
      { motive: 'political' },
      {
        key: 'killing',
        place: { text: 'Akureyri', country: 'IS' },
        ...by(voice('third_party', { party: 'Rights league' })),
      },
    ),
    line(
      P,
      'SourceAdded',
      '2021-06-01',
      {},
      { target: 'killing', ...by(voice('authorities', { facts: { motive: 'not_political' } })) },
    ),
  ]);
});
afterAll(() => record.close());

const text = async (asOf: string, language: Language = 'en', days: { lens?: string; knownAt?: string } = {}) => {
  const sheet = await sheetFrom(record.rows, P, { asOf, ...days });
  return Buffer.from(await FORMATS.md.write(sheetDocument(sheet, language, '1'))).toString('utf8');
};
const situation = (markdown: string, view: string): string[] => {
  const [, rows = ''] = new RegExp(`\\*\\*${view}\\*\\*\n\n[^\n]*\n[^\n]*\n((?:\\|[^\n]*\n)+)`).exec(markdown) ?? [];
  return rows.trim().split('\n');
};
/** The headline of a day, and the rows of its versions. */
const entry = (markdown: string, day: string): { headline: string; versions: string[] } => {
  const [, headline = '', versions = ''] =
    new RegExp(`\\*\\*${day}\\*\\*\n\n([^\n]*)\n(?:\n\\*\\*[^\n]*\n\n[^\n]*\n[^\n]*\n((?:\\|[^\n]*\n)+))?`).exec(
      markdown,
    ) ?? [];
  return { headline, versions: versions.trim().split('\n') };
};

describe('who says a status', () => {
  it('is who tells what decided it, not who speaks of something else that is read with it', async () => {
    const held = await recordOfLines([
      opened(P, '2020-01-01'),
      line(P, 'Arrested', '2020-02-01', {}, by(voice('committee'))),
      line(
        P,
        'DetentionConditionsReported',
        '2020-02-02',
        { axis: 'medicalCare', value: 'no' },
        by(voice('complainant'), voice('authorities', { stance: 'denies' })),
      ),
    ]);
    const sheet = await sheetFrom(held.rows, P, { asOf: '2020-03-01' });
    const markdown = Buffer.from(await FORMATS.md.write(sheetDocument(sheet, 'en', '1'))).toString('utf8');
    expect(situation(markdown, 'Liberty')[0]).toContain('| 1 February 2020 | Committee | Arrested (');
    await held.close();
  });
});

describe('a fact on which voices differ', () => {
  it('is contested in the status, told by each voice in the situation, and by none in the headline of the summary', async () => {
    const life = (await sheetFrom(record.rows, P, { asOf: '2021-06-01' })).situation.find(
      ({ view }) => view === 'life',
    )!;
    expect(life.statuses[0]!.status).toMatchObject({
      value: 'killed',
      certainty: 'disputed',
      motive: { value: 'contested' },
    });

    const markdown = await text('2021-06-01');
    expect(situation(markdown, 'Life')).toEqual([
      '| **killed** (disputed) | ISL-01 (Person ISL-01) | 1 May 2021 | Third party, Rights league; Authorities |' +
        ' Killed, at Akureyri (1 May 2021), told differently: Third party, Rights league (motive: political),' +
        ' Authorities (motive: not political) |',
    ]);
    expect(entry(markdown, 'On 1 May 2021')).toEqual({
      headline: '**Disputed.** Killed, at Akureyri.',
      versions: [
        '| Third party, Rights league | states | motive: political | third\\_party’s letter |',
        '| Authorities | states | motive: not political | authorities’s letter |',
      ],
    });
  });

  it('is so in French too', async () => {
    const french = await text('2021-06-01', 'fr');
    expect(situation(french, 'Vie')[0]).toContain(
      'Homicide, lieu\u00A0: Akureyri (1er mai 2021), versions divergentes\u00A0: Tierce partie, Rights league (mobile\u00A0: politique),' +
        ' Autorités (mobile\u00A0: non politique)',
    );
    expect(entry(french, 'Le 1er mai 2021').headline).toBe('**Contesté.** Homicide, lieu\u00A0: Akureyri.');
  });

  it('was told by one voice alone before the other spoke', async () => {
    const before = await text('2021-06-01', 'en', { knownAt: '2021-05-20' });
    expect(situation(before, 'Life')[0]).toContain('**killed** (alleged)');
    expect(entry(before, 'On 1 May 2021').headline).toContain('Killed, at Akureyri, motive: political.');
  });

  it('may be a term, which a voice replaces by another kind of sentence', async () => {
    const { headline, versions } = entry(await text('2020-05-01'), 'On 1 May 2020');
    expect(headline).toBe('**Disputed.** Convicted (libel), libel.');
    expect(versions.map((row) => row.split(' | ')[2])).toEqual(['term: 2 years', 'life: yes']);
  });

  it('may be what the line is about: then it says the type alone, and each voice its own day', async () => {
    const markdown = await text('2020-08-01');
    const { headline, versions } = entry(markdown, 'On 1 July 2020');
    expect(headline).toBe('**Disputed.** Verdict delivered.');
    expect(versions.map((row) => row.split(' | ')[2])).toEqual([
      '1 June 2020 – outcome: convicted',
      '1 July 2020 – outcome: acquitted',
    ]);
  });

  it('may be a place', async () => {
    const { headline, versions } = entry(await text('2020-09-01'), 'On 1 September 2020');
    expect(headline).toBe('**Disputed.** Arrested.');
    expect(versions.map((row) => row.split(' | ')[2])).toEqual(['the port, Iceland', 'the airport, Iceland']);
  });

  it('stands beside no status that it leaves as it is', async () => {
    const [row] = situation(await text('2021-06-01'), 'Liberty');
    expect(row).toContain('**ended by death** (established)');
    expect(row).toMatch(/\| Killed, at Akureyri \(1 May 2021\) \|$/);
  });
});

describe('what is only alleged, or denied by a voice that counts more,', () => {
  const pageOf = async (lines: readonly Line[], language: Language = 'en', people = P) => {
    const told = await recordOfLines(lines);
    const sheet = await sheetFrom(told.rows, people, { asOf: '2020-12-01' });
    await told.close();
    return Buffer.from(await FORMATS.md.write(sheetDocument(sheet, language, '1'))).toString('utf8');
  };
  const alleged = voice('complainant', { stance: 'alleges' });
  const denied = voice('authorities', { stance: 'denies' });

  it('stands in the situation beside a status that says nothing yet: what is told, by whom', async () => {
    const lines = [opened(P, '2020-01-01'), line(P, 'TortureReported', '2020-02-01', {}, by(alleged, denied))];
    expect(await pageOf(lines)).toContain(
      '| **none recorded** (disputed) | ISL-01 (Person ISL-01) |  | Complainant (alleges); Authorities (denies) |' +
        ' Also told, without deciding it: Tortured or ill-treated (1 February 2020) – Complainant (alleges), Authorities (denies) |',
    );
  });

  it('stands beside a status that somebody else decided, with what each voice tells', async () => {
    const lines = [
      opened(P, '2020-01-01'),
      line(P, 'Died', '2020-03-01', { cause: 'illness' }, by(voice('authorities'))),
      line(P, 'Disappeared', '2020-02-20', {}, by(voice('third_party', { stance: 'alleges' }))),
      line(
        P,
        'Killed',
        '2020-03-01',
        {},
        {
          place: { text: 'the prison', country: 'IS' },
          ...by(alleged, voice('third_party', { stance: 'alleges', facts: { motive: 'political' } })),
        },
      ),
    ];
    const [row] = situation(await pageOf(lines), 'Life');
    expect(row).toContain('| **died** (disputed) |');
    expect(row).toMatch(
      /\| Died, of illness \(1 March 2020\); also told, without deciding it: Disappeared \(20 February 2020\) – Third party \(alleges\); Killed, at the prison \(1 March 2020\) – Complainant \(alleges\), Third party \(alleges, motive: political\) \|$/,
    );
    const [french] = situation(await pageOf(lines, 'fr'), 'Vie');
    expect(french).toContain(
      'rapporté aussi, sans être déterminant\u00A0: Disparition (20 février 2020) – Tierce partie (allègue)\u202F; Homicide, lieu\u00A0: the prison (1er mars 2020) – Plaignant (allègue), Tierce partie (allègue, mobile\u00A0: politique)',
    );
  });

  it('is told of each person in a line of their own', async () => {
    const lines = [
      ...['ISL-01', 'ISL-02'].map((one) => opened(one, '2020-01-01')),
      opened('ISL-COLL-01', '2020-01-01', { kind: 'collective', title: 'Two' }),
      line('ISL-COLL-01', 'MembersAdded', '2020-01-02', {}, { appliesTo: ['ISL-01', 'ISL-02'] }),
      line('ISL-01', 'TortureReported', '2020-02-01', {}, by(alleged)),
      line('ISL-02', 'AttackReported', '2020-02-02', {}, by(voice('third_party', { stance: 'alleges' }))),
    ];
    const rows = situation(await pageOf(lines, 'en', 'ISL-COLL-01'), 'Accountability for violence');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/ISL-01.*Complainant \(alleges\) \|.*Tortured/);
    expect(rows[1]).toMatch(/ISL-02.*Third party \(alleges\) \|.*Attack/);
  });
});
