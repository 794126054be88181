import type { RecordReader } from '#domain';
import { FORMATS, sheetDocument } from '#reports';
import { readerOf, sheetFrom } from './sample.js';

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
      '**Le 10 septembre 2018**\n\nAssignation à résidence, condition de la liberté sous caution, lieu\u00A0: his house,',
    );
    expect(french).toContain('Les textes du dossier sont reproduits dans la langue où ils ont été consignés.');
  });
});
