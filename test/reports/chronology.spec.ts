import type { RecordReader } from '#domain';
import { FORMATS, sheetDocument } from '#reports';
import { line, opened, recordOfLines } from './record.js';
import { readerOf, sheetFrom, type Days } from './sample.js';

let reader: RecordReader;
beforeAll(async () => {
  reader = await readerOf('samples/cambodia.ndjson');
});

const markdown = async (reference: string, asOf: string, language: 'en' | 'fr' = 'en'): Promise<string> => {
  const sheet = await sheetFrom(reader, reference, { asOf });
  return Buffer.from(await FORMATS.md.write(sheetDocument(sheet, language, '1'))).toString('utf8');
};

describe('the summary', () => {
  it('of a collective case names whom an event of one member concerns; their own sheet need not', async () => {
    const said = 'Concerns KHM-79 (Lim Kimya)';
    expect(await markdown('KHM-COLL-03', '2026-02-18')).toContain(said);
    const own = await markdown('KHM-79', '2026-02-18');
    expect(own).toContain('Killed, at Bangkok');
    expect(own).not.toContain(said);
  });

  it('tells a group that nobody named in the words of its source', async () => {
    expect(await markdown('KHM-COLL-03', '2018-10-18')).toContain(
      'A group that is not named: “14 members of the CNRP”',
    );
  });

  it('puts what happened on one day, or in one span of days, under one heading', async () => {
    const sheet = await sheetFrom(reader, 'KHM-COLL-03', { asOf: '2026-02-18' });
    const [html, french] = await Promise.all(
      (['en', 'fr'] as const).map(async (language) =>
        Buffer.from(await FORMATS.html.write(sheetDocument(sheet, language, '1'))).toString('utf8'),
      ),
    );
    for (const page of [html!, french!]) {
      const told = [...page.matchAll(/<dt>(.*)<\/dt>/g)].map(([, heading]) => heading);
      expect(told.length).toBeGreaterThan(50);
      expect(told.filter((heading, at) => heading === told[at - 1])).toEqual([]);
    }
    expect(html).toMatch(/<dt>In March 2023<\/dt>\n(?:<dd>(?:(?!<\/dd>)[^])*<\/dd>\n){3}<dt>/);
  });

  it('puts disputed versions side by side, with who says what and where', async () => {
    const [, table] =
      /\*\*On 7 January 2025\*\*\n\n\*\*Disputed\.\*\*[^|]*\*\*What each side says\*\*\n\n([^]*?)\n\n/.exec(
        await markdown('KHM-COLL-03', '2026-02-18'),
      )!;
    const voices = table!
      .split('\n')
      .slice(2)
      .map((row) => row.split(' | ').slice(0, 2).join(' ').replace(/^\| /, ''));
    expect(voices).toContain('Committee states');
    expect(voices.some((voice) => voice.startsWith('Authorities'))).toBe(true);
    expect(voices.some((voice) => voice.startsWith('Third party, several human rights organizations'))).toBe(true);
  });

  it('tells the term that another voice gives in words', async () => {
    const abroad = await readerOf('test/checks-abroad/histories.ndjson');
    const sheet = sheetDocument(await sheetFrom(abroad, 'PAK-56', {}), 'en', '1');
    const text = Buffer.from(await FORMATS.md.write(sheet)).toString('utf8');
    expect(text).toContain('term: 4 years');
    expect(text).not.toMatch(/\bP\d/);
  });

  it('in French sets semicolons and colons as French does', async () => {
    const french = await markdown('KHM-COLL-03', '2026-02-18', 'fr');
    expect(french).toContain('(fait établi\u202F; dernière confirmation le 3 mars 2023)');
    expect(french).not.toMatch(/(Comité|établi|CEROC);/);
  });

  it('in French tells each event in French, and says that the record keeps its language', async () => {
    const french = await markdown('KHM-COLL-03', '2018-10-18', 'fr');
    expect(french).toContain(
      '\n\nAssignation à résidence, condition de la liberté sous caution, lieu\u00A0: his house,',
    );
    expect(french).toContain('Les textes du dossier sont reproduits dans la langue où ils ont été consignés.');
  });
});

describe('whoever is on no roster of the sheet', () => {
  const page = async (reader: RecordReader, reference: string, days: Days, language: 'en' | 'fr' = 'en') => {
    const sheet = sheetDocument(await sheetFrom(reader, reference, days), language, '1');
    return Buffer.from(await FORMATS.md.write(sheet)).toString('utf8');
  };
  const record = () =>
    recordOfLines([
      opened('LKA-01', '2019-01-01', { name: 'Amali Perera' }),
      opened('LKA-02', '2019-01-01', { name: 'B. Fernando' }),
      opened('LKA-03', '2019-01-01', { name: 'Chandra Silva' }),
      opened('LKA-COLL-01', '2019-01-01', { kind: 'collective', name: undefined, title: 'The two of March' }),
      opened('LKA-COLL-02', '2019-01-01', { kind: 'collective', name: undefined, title: 'The walk-out' }),
      line('LKA-COLL-01', 'MembersAdded', '2019-01-02', {}, { appliesTo: ['LKA-01', 'LKA-02'] }),
      line('LKA-COLL-01', 'Arrested', '2019-02-01', {}, { appliesTo: ['LKA-02'] }),
      line('LKA-COLL-01', 'MembersRemoved', '2019-03-01', {}, { appliesTo: ['LKA-02'] }),
      line(
        'LKA-COLL-01',
        'TravelRestricted',
        '2019-03-02',
        { kind: 'ban' },
        { appliesTo: ['LKA-01', 'LKA-02', 'LKA-03'] },
      ),
      line(
        'LKA-COLL-01',
        'DecisionAdopted',
        '2019-04-01',
        { body: 'committee', mode: 'consensus' },
        {
          appliesTo: ['LKA-COLL-01', 'LKA-COLL-02'],
        },
      ),
      line(
        'LKA-COLL-01',
        'ThreatReported',
        '2019-05-01',
        {},
        {
          appliesTo: { references: [], among: { case: 'LKA-COLL-02', references: [], except: [] } },
        },
      ),
      line('LKA-02', 'CaseReferenceChanged', '2019-06-01', { reference: 'LKA/2' }),
      line('LKA-02', 'IdentityRecorded', '2019-07-01', { name: 'Bandula Fernando' }),
    ]);

  it('is named beside the reference: a former member, who never was one, another case', async () => {
    const loaded = await record();
    const { rows } = loaded;
    const sheet = await page(rows, 'LKA-COLL-01', { asOf: '2019-12-31' });
    expect(sheet).toContain('Concerns LKA/2 (Bandula Fernando).');
    expect(sheet).toContain('Concerns LKA-01 (Amali Perera), LKA/2 (Bandula Fernando) and LKA-03 (Chandra Silva).');
    expect(sheet).toContain('Concerns LKA-COLL-02 (The walk-out).');
    expect(sheet).toContain('it may be among the members of LKA-COLL-02 (The walk-out)');
    expect(await page(rows, 'LKA-COLL-01', { asOf: '2019-12-31' }, 'fr')).toContain(
      'Concerne LKA/2 (Bandula Fernando).',
    );
    await loaded.close();
  });

  it('is named by what was known then: under the label of that day, and not by a name that was learned later', async () => {
    const loaded = await record();
    const { rows } = loaded;
    const sheet = await page(rows, 'LKA-COLL-01', { asOf: '2019-12-31', knownAt: '2019-06-30' });
    expect(sheet).toContain('Concerns LKA/2 (B. Fernando).');
    expect(sheet).not.toContain('Bandula');
    expect(await page(rows, 'LKA-COLL-01', { asOf: '2019-05-31' })).toContain('Concerns LKA-02 (Bandula Fernando).');
    await loaded.close();
  });

  it('is so in long lists too, where members stand by their labels', async () => {
    const loaded = await record();
    const { rows } = loaded;
    const { mentioned } = await sheetFrom(rows, 'LKA-COLL-01', { asOf: '2019-12-31' });
    expect(mentioned.map(({ reference }) => reference)).toEqual(['LKA-02', 'LKA-03', 'LKA-COLL-02']);
    const sheet = await page(await readerOf('samples/cambodia.ndjson'), 'KHM-COLL-03', { asOf: '2026-02-18' });
    expect(sheet).toContain('Concerns KHM27 (Chan Cheng), KHM-48, KHM-49, ');
    await loaded.close();
  });
});
