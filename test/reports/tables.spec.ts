import { randomBytes } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import ExcelJS from 'exceljs';
import type { Readable } from 'node:stream';
import { boardAnswer, PERSON_VIEWS, type Question, type RecordReader } from '#domain';
import {
  begun,
  boardTable,
  csvOf,
  followUpTable,
  labelsIn,
  statisticsTable,
  timelineTable,
  xlsxOf,
  type Language,
  type Table,
} from '#reports';
import { ABROAD, asked, line, linesOf, opened, recordOf, recordOfLines, SAMPLE, type Loaded } from './record.js';

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks);
}

/** RFC 4180, as a reader takes it apart. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
    if (end === '') break;
  }
  return rows.filter((row) => row.join('') !== '');
}

const csvText = async (table: Table, options = {}): Promise<string> =>
  (await bytesOf(csvOf(table, options))).toString('utf8');

async function bookOf(bytes: Buffer): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as never);
  return book;
}

/** Lets everything else go on for a while. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

const FORMULAS = ['=1+1', '+1', '-1', '@SUM(A1)', '\u{ff1d}1'];

describe('a table', () => {
  let record: Loaded;
  let question: Question;
  beforeAll(async () => {
    record = await recordOfLines([
      ...FORMULAS.map((name, n) => opened(`TST-${n + 10}`, '2019-01-01', { name: `${name}, "so"` })),
      ...FORMULAS.map((_, n) => line(`TST-${n + 10}`, 'Arrested', '2019-02-01', {})),
    ]);
    question = await asked(record.rows, '2019-03-01');
  });
  afterAll(() => record.close());
  const board = (): Table => boardTable(record.rows, { view: 'custody' }, question);

  it('holds nothing that a spreadsheet would run', async () => {
    const rows = cellsOf(await csvText(board()));
    const names = rows.slice(1).map((row) => row[1]!);
    expect(names).toEqual(FORMULAS.map((name) => `'${name}, "so"`));
    const bytes = await bytesOf(xlsxOf(board()));
    const sheet = (await bookOf(bytes)).getWorksheet('Rows')!;
    sheet.eachRow((row) => row.eachCell((cell) => expect(cell.type).not.toBe(ExcelJS.ValueType.Formula)));
    expect(sheet.getRow(2).getCell(2).value).toBe('=1+1, "so"');
  });

  it('has days as dates in a workbook, and what is less than a day as it was said', async () => {
    const record = await recordOf(SAMPLE);
    const question = await asked(record.rows, '2026-02-18');
    const bytes = await bytesOf(xlsxOf(timelineTable(record.rows, { case: 'KHM-COLL-03' }, question)));
    const sheet = (await bookOf(bytes)).getWorksheet('Rows')!;
    const column = (name: string): ExcelJS.Cell[] => {
      const at = (sheet.getRow(1).values as string[]).indexOf(name);
      return Array.from({ length: sheet.rowCount - 1 }, (_, row) => sheet.getRow(row + 2).getCell(at));
    };
    const told = column('occurredOn').map(({ value, numFmt }) => (value instanceof Date ? [value, numFmt] : value));
    expect(told).toContainEqual([new Date('2017-11-16T00:00:00Z'), 'yyyy-mm-dd']);
    expect(told).toContain('2011-11');
    expect(told).toContain('2013/2018-10-18');
    expect(new Set(column('asOf').map(({ type }) => type))).toEqual(new Set([ExcelJS.ValueType.Date]));
    const widths = (sheet.getRow(1).values as string[]).map((name, at) => [name, at && sheet.getColumn(at).width]);
    expect(widths).toContainEqual(['summary', 60]);
    await record.close();
  });

  it('begins with a byte order mark where one is asked for', async () => {
    expect((await bytesOf(csvOf(board(), { bom: true }))).subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect((await csvText(board())).startsWith('parliamentarian,name,')).toBe(true);
  });

  it('says in every row which question it answers', async () => {
    const [head, ...rows] = cellsOf(await csvText(board()));
    expect(head!.slice(-4)).toEqual(['asOf', 'knownAt', 'position', 'lens']);
    const { asOf, knownAt, position, lens } = question.echo;
    for (const row of rows) expect(row.slice(-4)).toEqual([asOf, knownAt, position, lens]);
  });

  it('is the same bytes when it is asked for again, as a workbook too', async () => {
    expect(await csvText(board())).toBe(await csvText(board()));
    const [once, again] = [await bytesOf(xlsxOf(board())), await bytesOf(xlsxOf(board()))];
    expect(again.equals(once)).toBe(true);
    // The date of each entry, as the file's own directory has it: 1 January 1980, whatever the clock says.
    const directory = once.toString('latin1').split('PK\u0001\u0002').slice(1);
    const entries = directory.map((entry) => entry.slice(10, 12));
    expect(entries.length).toBeGreaterThan(5);
    expect(new Set(entries)).toEqual(new Set(['\u0021\u0000']));
  });

  it('refuses a question before its first row', async () => {
    await expect(begun(timelineTable(record.rows, { case: 'NIX' }, question))).rejects.toMatchObject({
      code: 'not-found',
    });
    expect(() => boardTable(record.rows, { view: 'nothing' }, question)).toThrow('view must be one of');
  });

  it('asks for no more rows than are read', async () => {
    for (const make of [csvOf, xlsxOf]) {
      let rows = 0;
      const endless = async function* () {
        for (; ; rows += 1) yield await Promise.resolve([randomBytes(500).toString('hex')]);
      };
      const stream = make({ name: 'n', columns: ['a'], rows: endless(), question, language: 'en', codes: {} });
      await turns(200);
      // What fills the buffers on the way is made; 200 turns without waiting would make 40,000.
      expect([make.name, rows < 5_000]).toEqual([make.name, true]);
      for await (const _ of stream) break;
      await turns(20);
      const left = rows;
      await turns(200);
      expect([make.name, rows]).toEqual([make.name, left]);
    }
  });
});

describe('a board as a table', () => {
  it.each([
    [SAMPLE, 'custody', '2018-10-18'],
    [SAMPLE, 'sentences', '2026-02-18'],
    [ABROAD, 'exile', '2020-06-30'],
  ])('of %s has a row for each row of the board %s', async (file, view, asOf) => {
    const record = await recordOf(file);
    const csv = async (reader: RecordReader) => csvText(boardTable(reader, { view }, await asked(reader, asOf)));
    const text = await csv(record.rows);
    expect(await csv(record.replay)).toBe(text);
    const [head, ...rows] = cellsOf(text);
    const board = await boardAnswer(record.rows, { view, limit: 1_000 }, await asked(record.rows, asOf));
    const told = board['rows'] as { parliamentarian: string; value: string }[];
    expect(rows.map((row) => [row[0], row[head!.indexOf('value')]])).toEqual(
      told.map(({ parliamentarian, value }) => [parliamentarian, value]),
    );
    expect(rows.length).toBeGreaterThan(1);
    await record.close();
  });
});

/** The collector, which this process has not asked for at its start. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

describe('a timeline as a table', () => {
  it('keeps nothing of the cases that it has told: it may be longer than memory', async () => {
    const cases = Array.from({ length: 100 }, (_, n) => `TST-${n + 1}`);
    const record = await recordOfLines([
      ...cases.map((reference) => opened(reference, '2019-01-01')),
      ...cases.flatMap((reference) => [
        line(reference, 'Arrested', '2019-02-01', {}),
        line(reference, 'Released', '2019-03-01', { ends: 'all' }),
      ]),
    ]);
    const told: WeakRef<object>[] = [];
    const reader = new Proxy(record.rows, {
      get: (rows, name) =>
        name === 'developmentsOf'
          ? async (...of: Parameters<RecordReader['developmentsOf']>) => {
              // Copies, for the rows themselves keep some of the latest that were read.
              const found = structuredClone(await rows.developmentsOf(...of));
              told.push(...found.map((one) => new WeakRef(one)));
              return found;
            }
          : (Reflect.get(rows, name) as (...args: never) => unknown).bind(rows),
    });
    expect((await csvText(timelineTable(reader, {}, await asked(record.rows, '2019-06-01')))).length).toBeGreaterThan(
      1_000,
    );
    await turns(2);
    collect();
    expect(told.length).toBe(300);
    expect(told.filter((one) => one.deref() !== undefined).length).toBeLessThan(100);
    await record.close();
  });

  it.each([[{}], [{ case: 'KHM-60' }], [{ person: 'KHM-60' }]])('of %j names no column twice', async (of) => {
    const record = await recordOf(SAMPLE);
    const { columns } = timelineTable(record.rows, of, await asked(record.rows, '2026-02-18'));
    expect(new Set(columns).size).toBe(columns.length);
    await record.close();
  });

  it('says of each development whom it concerns, with the names that came later, and whom it only counts', async () => {
    const roster = { references: ['TST-01'], totals: [{ words: 'three members' }] };
    const record = await recordOfLines([
      ...['TST-01', 'TST-02', 'TST-03'].map((reference) => opened(reference, '2019-01-01')),
      line('TST-COLL-01', 'CaseOpened', '2019-01-01', { kind: 'collective', country: 'IS', title: 'Members' }),
      line('TST-COLL-01', 'Arrested', '2019-02-01', {}, { key: 'arrest', appliesTo: roster }),
      line('TST-COLL-01', 'Fled', '2019-02-02', {}, { key: 'fled', appliesTo: ['TST-03'] }),
      line('TST-COLL-01', 'ParticipantsIdentified', '2019-03-01', {}, { target: 'arrest', appliesTo: ['TST-02'] }),
      line('TST-COLL-01', 'Retracted', '2019-03-02', { reason: 'It was another.' }, { target: 'fled' }),
    ]);
    const asOf = await asked(record.rows, '2019-06-01');
    const [, ...rows] = cellsOf(await csvText(timelineTable(record.rows, { case: 'TST-COLL-01' }, asOf)));
    expect(rows.map(([, , type, , concerns, unnamed]) => [type, concerns, unnamed])).toEqual([
      ['CaseOpened', '', ''],
      ['Arrested', 'TST-01; TST-02', 'three members'],
      ['Fled', 'TST-03', ''],
      ['ParticipantsIdentified', 'TST-02', ''],
      ['Retracted', '', ''],
    ]);
    await record.close();
  });

  it('of all cases has every development once', async () => {
    for (const file of [SAMPLE, ABROAD]) {
      const record = await recordOf(file);
      const question = await asked(record.rows, '2026-11-22');
      const [, ...rows] = cellsOf(await csvText(timelineTable(record.rows, {}, question)));
      expect(rows.length).toBe(linesOf(file).length);
      expect(new Set(rows.map((row) => row.at(-5))).size).toBe(rows.length);
      await record.close();
    }
  });

  it('of a person has the spans of days of each status', async () => {
    const record = await recordOf(SAMPLE);
    const table = timelineTable(record.rows, { person: 'CMBD/60' }, await asked(record.rows, '2018-10-18'));
    const [head, ...rows] = cellsOf(await csvText(table));
    const spans = rows.map((row) => Object.fromEntries(head!.map((name, n) => [name, row[n]])));
    expect(spans).toContainEqual(
      expect.objectContaining({
        parliamentarian: 'KHM-60',
        view: 'custody',
        from: '2018-09-10',
        value: 'house_arrest',
      }),
    );
    await record.close();
  });
});

it('statistics as a table have every figure, and with `open` what one counts', async () => {
  const record = await recordOf(SAMPLE);
  const question = await asked(record.rows, '2018-12-31');
  const [head, ...rows] = cellsOf(await csvText(statisticsTable(record.rows, { year: '2018', by: 'sex' }, question)));
  const persons = rows.find(
    (row) => row[head!.indexOf('measure')] === 'persons' && row[head!.indexOf('group')] === '',
  )!;
  const open = await csvText(statisticsTable(record.rows, { year: '2018', open: 'persons' }, question));
  const [, ...counted] = cellsOf(open);
  expect(Number(persons[head!.indexOf('count')]) + Number(persons[head!.indexOf('possible')])).toBe(counted.length);
  await record.close();
});

describe('a table in French', () => {
  let record: Loaded;
  let question: Question;
  beforeAll(async () => {
    record = await recordOf(SAMPLE);
    question = await asked(record.rows, '2018-10-18', '2018-10-24');
  });
  afterAll(() => record.close());
  const timeline = (language: Language): Table => timelineTable(record.rows, { person: 'KHM-60', language }, question);
  const objects = (rows: readonly string[][]): Record<string, string>[] =>
    rows.slice(1).map((row) => Object.fromEntries(rows[0]!.map((name, at) => [name, row[at]!])));

  it('has as CSV the columns and codes that programs read, and French texts', async () => {
    const [english, french] = [
      objects(cellsOf(await csvText(timeline('en')))),
      objects(cellsOf(await csvText(timeline('fr')))),
    ];
    const codes = ({ because: _, sources: __, ...rest }: Record<string, string>) => rest;
    expect(french.map(codes)).toEqual(english.map(codes));
    expect(french).toContainEqual(
      expect.objectContaining({
        value: 'house_arrest',
        because: expect.stringMatching(/^Assignation à résidence, condition de la liberté sous caution, /),
        sources: expect.stringContaining('Tierce partie (European Parliament)\u00A0: 004 EP'),
      }),
    );
  });

  it('has as a workbook French heads and words', async () => {
    const book = await bookOf(await bytesOf(xlsxOf(timeline('fr'))));
    expect(book.worksheets.map(({ name }) => name)).toEqual(['Lignes', 'À propos']);
    const rows: unknown[][] = [];
    book.worksheets[0]!.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
    expect(rows[0]!.slice(0, 8)).toEqual([
      'parlementaire',
      'nom',
      'question',
      'du',
      'jusqu’à',
      'situation',
      'ou',
      'certitude',
    ]);
    expect(rows.map((row) => [row[2], row[5], row[6], row[7]])).toContainEqual([
      'Poursuites pénales',
      'enquête ouverte',
      'aucun élément consigné',
      'possible',
    ]);
  });

  it('has as a workbook French words for what a status holds by a code', async () => {
    const travel = await recordOfLines([
      opened('TST-01', '2018-01-01'),
      line('TST-01', 'TravelRestricted', '2018-02-01', { kind: 'ban' }),
      line('TST-01', 'TravelRestricted', '2018-03-01', { kind: 'passport' }),
    ]);
    const table = boardTable(travel.rows, { view: 'travel', language: 'fr' }, await asked(travel.rows, '2018-12-31'));
    const [sheet] = (await bookOf(await bytesOf(xlsxOf(table)))).worksheets;
    const values = sheet!.getRow(2).values as unknown[];
    expect(values).toContain('interdiction de voyager; retrait du passeport');
    await travel.close();
  });

  it('has French words for every column of every table', () => {
    const { words } = labelsIn('fr') as unknown as { words: { columns: object } };
    const tables = [
      ...PERSON_VIEWS.map(({ name }) => boardTable(record.rows, { view: name }, question)),
      timeline('fr'),
      timelineTable(record.rows, {}, question),
      statisticsTable(record.rows, {}, question),
      statisticsTable(record.rows, { open: 'persons' }, question),
      followUpTable(record.rows, {}, question),
    ];
    const columns = new Set([...tables.flatMap((table) => table.columns), 'report']);
    expect(Object.keys(words.columns).sort()).toEqual([...columns].sort());
  });
});
