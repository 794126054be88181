import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  FORMATS,
  labelsIn,
  sheetDocument,
  STYLE_SOURCE,
  type CaseSheet,
  type DocumentFormat,
  type ReportDocument,
} from '#reports';
import { faultInXml, pdfPages, pdfPieces, pdfText, unzipped } from '../support/open-files.js';
import { readerOf, sheetFrom } from './sample.js';

const text = async (format: 'html' | 'md', document: ReportDocument): Promise<string> =>
  Buffer.from(await FORMATS[format].write(document)).toString('utf8');

const saying = (what: string): ReportDocument => ({
  language: 'en',
  title: what,
  subtitle: [[{ text: what, strong: true, note: 1 }]],
  blocks: [
    { kind: 'heading', level: 2, text: what },
    { kind: 'paragraph', inlines: [{ text: what, emphasis: true }] },
    { kind: 'list', items: [[{ text: what }]] },
    { kind: 'list', style: 'ticked', items: [[{ text: what }]] },
    { kind: 'list', style: 'columns', items: [[{ text: what }], [{ text: what, minor: true }]] },
    { kind: 'fields', rows: [{ name: what, lines: [[{ text: what }]] }] },
    { kind: 'table', caption: what, columns: [{ title: what, share: 1 }], rows: [[[{ text: what }]]] },
    { kind: 'entries', items: [{ term: what, pieces: [[{ kind: 'paragraph', inlines: [{ text: what }] }]] }] },
    { kind: 'notes', title: what },
  ],
  notes: [[{ text: what }]],
  stamp: what,
  pageNumber: '{page}/{pages}',
  lackingFont: 'No font for {characters}',
  dated: new Date('2018-10-18T00:00:00Z'),
});

describe('what the record says stays text', () => {
  const HOSTILE = '<script>alert("1")</script> & \'x\' | [a](http://b) # *c* _d_ `e` <!-- ';

  it('in HTML, where nothing may run or be loaded', async () => {
    const html = await text('html', saying(HOSTILE));
    expect(html).not.toMatch(/<script|<!--|href="http|\son\w+=|style="/);
    expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;');
    expect(html.match(/<style>/g)).toHaveLength(1);
    expect(STYLE_SOURCE).toMatch(/^'sha256-[\w+/]{43}='$/);
  });

  it('in Markdown, on one line', async () => {
    const markdown = await text('md', saying(`${HOSTILE}\n# not a heading`));
    expect(markdown.match(/^#/gm)).toHaveLength(2);
    expect(markdown).not.toMatch(/(?<!\\)<script|(?<!\\)\[a(?!\\)\]|(?<!\\)`e/);
    expect(markdown).not.toContain('http://');
    expect(
      markdown
        .split('\n')
        .filter((line) => line.startsWith('| '))
        .every((line) => /^\| [^\n]* \|$/.test(line)),
    ).toBe(true);
  });

  it('in DOCX, whose parts are well-formed', async () => {
    const parts = unzipped(await FORMATS.docx.write(saying(`${HOSTILE}\u0000\u000b\ud800`)));
    for (const [name, part] of parts) expect([name, faultInXml(part.text)]).toEqual([name, null]);
    expect(parts.get('word/document.xml')!.text).toContain('&lt;script&gt;');
    expect(parts.get('word/footnotes.xml')!.text).toContain('&lt;script&gt;');
  });
});

describe('groups that sources count', () => {
  it('are followed by what they come to in all, said once for each value', async () => {
    const sheet = await sheetFrom(await readerOf('samples/cambodia.ndjson'), 'KHM-COLL-03', { asOf: '2026-02-18' });
    const rows = (await text('md', sheetDocument(sheet, 'en', '1'))).split('\n').filter((row) => row.startsWith('| '));
    const told = (value: string) => rows.filter((row) => row.startsWith(`| **${value}** |`));
    expect(told('sentenced in absentia')).toEqual([
      '| **sentenced in absentia** | “seventeen other parliamentarians in all, all in exile” | Committee |',
      '| **sentenced in absentia** | “12 former CNRP leaders” | Court, court not named |',
      '| **sentenced in absentia** | “seven CNRP parliamentarians” | Court, court not named |',
      '| **sentenced in absentia** | “nine CNRP leaders, all CNRP parliamentarians” | Court, court not named |',
      '| **sentenced in absentia** | In all: 17 | Counted from these and from those who are named |',
    ]);
    // Words without a number bound nothing.
    expect(told('released')).toEqual([
      '| **released** | “14 members of the CNRP” | Third party, European Parliament |',
      '| **released** | In all: not told | Counted from these and from those who are named |',
    ]);
  });
});

describe('a footnote of a PDF', () => {
  const pagesOf = async (blocks: ReportDocument['blocks'], notes: readonly string[]): Promise<string[]> => {
    const document = { ...saying('x'), blocks, notes: notes.map((note) => [{ text: note }]) };
    return pdfPages(await FORMATS.pdf.write({ ...document, subtitle: [] })).map((page) => page.replace(/\s+/g, ' '));
  };
  const END = { kind: 'notes', title: 'Notes' } as const;
  const item = (index: number) => [{ text: `Item ${index}.`, note: index }];
  const numbers = Array.from({ length: 120 }, (_, index) => index + 1);
  const notes = numbers.map((index) => `Note on ${index}. ${'Told by somebody. '.repeat(index % 9)}`);

  it.each<[string, ReportDocument['blocks'][number]]>([
    ['a list', { kind: 'list', style: 'ticked', items: numbers.map(item) }],
    ['columns', { kind: 'list', style: 'columns', items: numbers.map(item) }],
    ['fields', { kind: 'fields', rows: numbers.map((index) => ({ name: 'Field', lines: [item(index)] })) }],
    [
      'a table',
      {
        kind: 'table',
        caption: 'Table',
        columns: [{ title: 'Column', share: 1 }],
        rows: numbers.map((index) => [item(index)]),
      },
    ],
  ])('stands once, on the page that calls it: in %s', async (_, block) => {
    const pages = await pagesOf([block, END], notes);
    expect(pages.length).toBeGreaterThan(3);
    const on = (words: string): number[] => pages.flatMap((page, index) => (page.includes(words) ? [index] : []));
    for (const index of numbers) {
      expect(on(`Item ${index}.`)).toHaveLength(1);
      expect([index, on(`Note on ${index}.`)]).toEqual([index, on(`Item ${index}.`)]);
    }
  });

  it('of a row or of columns with more of them than the foot of a page has room for never parts that row', async () => {
    const said = (index: number): string => `Note on ${index}. ${'Told by somebody or other. '.repeat(20)}`;
    const few = numbers.slice(0, 12);
    for (const block of [
      { kind: 'fields', rows: [{ name: 'Field', lines: few.map(item) }] },
      { kind: 'list', style: 'columns', items: few.map(item) },
    ] as const)
      for (const above of [0, 20, 35]) {
        const filled = Array.from({ length: above }, () => [{ text: 'Above.' }]);
        const pages = await pagesOf([{ kind: 'list', items: filled }, block, END], few.map(said));
        const on = (words: string): number[] => pages.flatMap((page, index) => (page.includes(words) ? [index] : []));
        if (block.kind === 'fields') expect(new Set(few.flatMap((index) => on(`Item ${index}.`))).size).toBe(1);
        for (const index of few)
          expect([index, on(`Item ${index}.`), on(`Note on ${index}.`)]).toEqual([
            index,
            [expect.any(Number)],
            [expect.any(Number)],
          ]);
      }
  });

  it('is called above the line, on which the words after it go on', async () => {
    const blocks = [{ kind: 'paragraph', inlines: [{ text: 'Before', note: 1 }, { text: ' after' }] }, END] as const;
    const [pieces = []] = pdfPieces(await FORMATS.pdf.write({ ...saying('x'), subtitle: [], blocks }));
    const heightOf = (words: string): number => pieces.find(({ text: piece }) => piece.trim() === words)!.y;
    expect(heightOf('after')).toBe(heightOf('Before'));
    expect(heightOf('1')).toBeGreaterThan(heightOf('Before'));
  });

  it('that is too long for the foot of a page stands where formats without pages have it, whole', async () => {
    const long = Array.from({ length: 3_000 }, (_, index) => `word${index}`).join(' ');
    const pages = await pagesOf(
      [{ kind: 'list', items: [item(1), item(2)] }, { kind: 'paragraph', inlines: [{ text: 'After.' }] }, END],
      [long, 'Short.'],
    );
    const [first = ''] = pages;
    expect(first.indexOf('Short.')).toBeGreaterThan(first.indexOf('word1 '));
    expect(first.indexOf('word1 ')).toBeGreaterThan(first.indexOf('After.'));
    expect(pages.join(' ').match(/word\d+/g)).toHaveLength(3_000);
  });
});

describe('a table of a PDF', () => {
  const LINES = 25;
  const pagesOf = async (rows: readonly string[], lines = LINES): Promise<string[]> => {
    const above = Array.from({ length: lines }, () => [{ text: 'Above.' }]);
    const columns = [
      { title: 'Name', share: 1 },
      { title: 'Told', share: 3 },
    ];
    const blocks: ReportDocument['blocks'] = [
      { kind: 'list', items: above },
      { kind: 'heading', level: 2, text: 'Heading' },
      { kind: 'paragraph', inlines: [{ text: 'Led to.' }] },
      {
        kind: 'table',
        caption: 'Caption',
        columns,
        rows: rows.map((text, at) => [[{ text: `Row${at}` }], [{ text }]]),
      },
    ];
    const pages = pdfPages(await FORMATS.pdf.write({ ...saying('x'), subtitle: [], blocks, notes: [] }));
    return pages.map((page) => page.replace(/\s+/g, ' '));
  };
  const said = (n: number): string => Array.from({ length: n }, (_, index) => `word${index}`).join(' ');

  it('goes on with a tall row where the next page begins, under the same head, with every word once', async () => {
    const pages = await pagesOf([said(700)]);
    expect(pages.length).toBe(2);
    expect(pages[0]).toContain('word200 ');
    for (const page of pages) expect(page).toContain('Name Told');
    expect(pages.join(' ').match(/word\d+/g)).toEqual(said(700).split(' '));
    expect(pages.join(' ').match(/Row0/g)).toHaveLength(1);
  });

  it('keeps a small row whole, and its first one with the heading that leads to it', async () => {
    for (let above = 30; above < 50; above += 1) {
      const pages = await pagesOf(
        Array.from({ length: 9 }, (_, at) => `from${at} ${said(40)} to${at}`),
        above,
      );
      const on = (words: string): number => pages.findIndex((page) => page.includes(words));
      for (let at = 0; at < 9; at += 1) expect([above, on(`to${at}`)]).toEqual([above, on(`from${at} `)]);
      expect([above, on('Led to.'), on('from0 ')]).toEqual([above, on('Heading'), on('Heading')]);
    }
  });
});

describe('letters', () => {
  const NAMES = [
    'Łukasz Żółć',
    'Владимир Кара-Мурза',
    'Γιώργος Παπαδόπουλος',
    'Şafak Pavey',
    'កឹម សុខា',
    '金',
    '😀',
    '\ud800',
    '\u0007',
  ];

  it.each(['html', 'md', 'docx', 'pdf'] as const)('of any script, or none, can be written as %s', async (format) => {
    const bytes = await FORMATS[format].write(saying(NAMES.join(' ')));
    expect(bytes.byteLength).toBeGreaterThan(500);
    if (format !== 'pdf') return;
    const told = pdfText(bytes).replaceAll('\n', ' ');
    for (const name of NAMES.slice(0, 4)) expect(told).toContain(name);
  });

  it('stay inside their quotation marks in a PDF, however long its lines', async () => {
    const { open, close } = labelsIn('fr').punctuation;
    const words = Array.from(
      { length: 40 },
      (_, n) => `${open}${'so many words '.repeat(20 + (n % 3))}${'x'.repeat((n % 20) + 1)}${close}`,
    );
    const lines = pdfText(await FORMATS.pdf.write(saying(words.join(' ')))).split('\n');
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter((line) => /^\s*»|«\s*$/.test(line))).toEqual([]);
  });

  it('of a row taller than a page are not lost', async () => {
    const words = Array.from({ length: 3_000 }, (_, index) => `word${index}`).join(' ');
    const told = pdfText(await FORMATS.pdf.write(saying(words)));
    for (const word of ['word0', 'word1500', 'word2999']) expect(told.split(word).length).toBeGreaterThan(8);
  });
});

describe('the sheet of the sample as a file', () => {
  let sheet: CaseSheet;
  beforeAll(async () => {
    sheet = await sheetFrom(await readerOf('samples/cambodia.ndjson'), 'KHM-COLL-03', { asOf: '2018-10-18' });
  });
  const write = (format: DocumentFormat, language: 'en' | 'fr' = 'en') =>
    FORMATS[format].write(sheetDocument(sheet, language, '1.2.3'));

  it.each(Object.keys(FORMATS) as DocumentFormat[])('%s: the same question gives the same bytes', async (format) => {
    const first = await write(format);
    await new Promise((resolve) => setImmediate(resolve));
    expect(Buffer.compare(Buffer.from(first), Buffer.from(await write(format)))).toBe(0);
  });

  it('HTML tells its language, its headings in order and what its tables’ cells belong to', async () => {
    const html = Buffer.from(await write('html', 'fr')).toString('utf8');
    expect(html).toMatch(/^<!doctype html>\n<html lang="fr">/);
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html.match(/<table/g)!.length).toBe(html.match(/<caption>|class="fields"/g)!.length);
    expect(html.match(/<thead><tr><th scope="col">/g)!.length).toBe(html.match(/<caption>/g)!.length);
    for (const [, id] of html.matchAll(/href="#([\w-]+)"/g)) expect(html).toContain(`id="${id!}"`);
    // On paper every size follows one, tables' too, and a tall row goes on where the next page begins.
    const [, print = ''] = /@media print \{\n([^]*?)\n\}/.exec(html)!;
    expect(print).toContain(':root { font-size: 10pt; }');
    expect(html.replace(print, '').match(/font(?:-size)?: [\d.]+(?!r?em)[a-z]+/)).toBeNull();
    expect(print).not.toMatch(/(?:^|,)\s*tr\b[^{]*\{ break-inside: avoid/m);
    // A narrow screen scrolls a table, not the page.
    expect(html.match(/<div class="scroll"><table>/g)!.length).toBe(html.match(/<caption>/g)!.length);
  });

  it('DOCX has headings, footnotes, table heads and the day of the question as its date', async () => {
    const parts = unzipped(await write('docx'));
    const body = parts.get('word/document.xml')!.text;
    expect(body).toMatch(/w:val="Title"/);
    expect(body.match(/w:val="Heading2"/g)!.length).toBe(6);
    expect(body).toContain('<w:tblHeader/>');
    expect(body.match(/<w:cantSplit\/>/g)!.length).toBe(
      body.match(/<w:tr>/g)!.length - body.match(/<w:tblHeader\/>/g)!.length,
    );
    // Not every program balances columns by itself: the second half of the roster is told where it begins.
    expect(body.match(/<w:br w:type="column"\/>.*?<w:t[^>]*>([^<]+)/)![1]).toBe('KHM76 - Ky Wandara');
    expect(parts.get('word/styles.xml')!.text).toContain('"Arial"');
    expect(body.match(/<w:footnoteReference /g)!.length).toBe(3);
    expect(body).toContain('57 former opposition parliamentarians (50 male and seven female');
    expect(parts.get('docProps/core.xml')!.text).toContain('2018-10-18T00:00:00Z</dcterms:created>');
    expect(new Set([...parts.values()].map(({ date }) => date)).size).toBe(1);
    for (const [name, part] of parts) expect([name, faultInXml(part.text)]).toEqual([name, null]);
  });

  it('what follows the first line of a ticked violation stands under its words, not under its tick', async () => {
    const html = Buffer.from(await write('html')).toString('utf8');
    const [, left, width] = /\.ticked li \{ padding-left: (\S+); \}\n\.ticked li::before \{[^}]* width: (\S+);/.exec(
      html,
    )!;
    expect(html).toContain(`margin-left: -${left}`);
    expect(width).toBe(left);
    const parts = unzipped(await write('docx'));
    const [, item = ''] = /<w:p>((?:(?!<w:p>).)*?rbitrary arrest and detention)/.exec(
      parts.get('word/document.xml')!.text,
    )!;
    const [, id] = /<w:numId w:val="(\d+)"/.exec(item)!;
    const numbering = parts.get('word/numbering.xml')!.text;
    const [, of] = new RegExp(`<w:num w:numId="${id}"[^>]*><w:abstractNumId w:val="(\\d+)"`).exec(numbering)!;
    const [level] = new RegExp(`<w:abstractNum w:abstractNumId="${of}".*?</w:lvl>`).exec(numbering)!;
    expect(level).toMatch(/<w:lvlText w:val="✓"\/>.*<w:ind w:left="\d+" w:hanging="\d+"\/>/);
  });

  it('PDF is tagged, titled, in its language, with its fonts inside', async () => {
    const bytes = await write('pdf', 'fr');
    const source = Buffer.from(bytes).toString('latin1');
    for (const mark of [
      '/StructTreeRoot',
      '/Marked true',
      '/Lang (fr)',
      '/DisplayDocTitle true',
      '/FontFile2',
      '/S /H1',
      '/S /TH',
    ])
      expect([mark, source.includes(mark)]).toEqual([mark, true]);
    expect(source).toContain('D:20181018000000Z');
    const told = pdfText(bytes).replaceAll('\n', ' ').replace(/\s+/g, ' ');
    for (const words of ['Parlementaires concernés', 'KHM103 - Tep Sothy (Mme)', 'Suivi récent', 'page 1 sur'])
      expect([words, told.includes(words)]).toEqual([words, true]);
  });

  it('PDF has the footnotes of a page on that page', async () => {
    const sheet = await sheetFrom(await readerOf('samples/cambodia.ndjson'), 'KHM-COLL-03', { asOf: '2026-02-18' });
    const pages = pdfPages(await FORMATS.pdf.write(sheetDocument(sheet, 'en', '1'))).map((page) =>
      page.replace(/\s+/g, ' '),
    );
    const pageOf = (words: string): number => pages.findIndex((page) => page.includes(words));
    expect(pageOf('Impunity')).toBe(0);
    expect(pageOf('Currently only concerns KHM-56 and KHM-57.')).toBe(0);
    expect(pageOf('February 2015')).toBe(pageOf('IPU mission(s)'));
  });

  const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;
  const inFolder = async (use: (folder: string) => Promise<void>): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), 'habeas-documents-'));
    try {
      await use(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  (has('soffice') ? it : it.skip)('DOCX is opened by an office program', () =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, 'sheet.docx'), await write('docx'));
      const run = spawnSync('soffice', [
        `-env:UserInstallation=file://${folder}/profile`,
        '--headless',
        '--convert-to',
        'txt:Text',
        '--outdir',
        folder,
        join(folder, 'sheet.docx'),
      ]);
      expect(run.status).toBe(0);
      const told = readFileSync(join(folder, 'sheet.txt'), 'utf8');
      expect(told).toContain('KHM27 - Chan Cheng');
      expect(told).toContain('57 former opposition parliamentarians');
    }),
  );

  (has('pdftoppm') ? it : it.skip)('PDF is rendered, every page of it', () =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, 'sheet.pdf'), await write('pdf'));
      const run = spawnSync('pdftotext', ['-layout', join(folder, 'sheet.pdf'), join(folder, 'sheet.txt')], {
        encoding: 'utf8',
      });
      expect({ status: run.status, said: run.stderr }).toEqual({ status: 0, said: '' });
      expect(readFileSync(join(folder, 'sheet.txt'), 'utf8')).toContain('Alleged human rights violations');
    }),
  );
});
