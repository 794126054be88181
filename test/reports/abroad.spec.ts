import { LENSES, type RecordReader } from '#domain';
import { FORMATS, LANGUAGES, printedSheet, sheetDocument, type CaseSheet } from '#reports';
import { readerOf, sheetFrom } from './sample.js';

/** Cases of other countries, which nobody wrote a sheet for. */
describe.each(['test/checks/scenarios.ndjson', 'test/checks-abroad/histories.ndjson'])('every case of %s', (file) => {
  let reader: RecordReader;
  let references: readonly string[];
  beforeAll(async () => {
    reader = await readerOf(file);
    references = (await reader.subjects(await reader.momentAt(null))).map(({ reference }) => reference);
  });

  it('has a sheet on any day, in every language, with no place left unfilled and no value unspoken', async () => {
    expect(references.length).toBeGreaterThan(10);
    for (const [index, reference] of references.entries()) {
      const asOf = `20${String(10 + (index % 16)).padStart(2, '0')}-0${(index % 9) + 1}-15`;
      const sheet = await sheetFrom(reader, reference, { asOf, lens: LENSES[index % LENSES.length]! });
      for (const language of LANGUAGES) {
        const markdown = Buffer.from(await FORMATS.md.write(sheetDocument(sheet, language, '1'))).toString('utf8');
        expect([reference, asOf, /undefined|NaN|\[object|\\?\{\w+\\?\}/.exec(markdown)?.[0]]).toEqual([
          reference,
          asOf,
          undefined,
        ]);
        expect(printedSheet(sheet, language).card.every(({ name, text }) => name !== '' && text !== '')).toBe(true);
      }
    }
  });

  it('marks nobody for what only an unnamed group was told to have gone through', async () => {
    let groups = 0;
    for (const reference of references) {
      const sheet = await sheetFrom(reader, reference, { asOf: '2026-01-01' });
      for (const entry of sheet.chronology.filter(({ unnamed, people }) => unnamed.length > 0 && people.length === 0)) {
        groups += 1;
        expect(namedBy(sheet, entry.eventId)).toEqual([]);
      }
    }
    expect(groups).toBeGreaterThan(0);
  });
});

const namedBy = (sheet: CaseSheet, eventId: string): string[] =>
  sheet.situation.flatMap(({ statuses }) =>
    statuses.flatMap(({ people, status }) =>
      (status['because'] as readonly { eventId: string }[]).some((one) => one.eventId === eventId) ? people : [],
    ),
  );
