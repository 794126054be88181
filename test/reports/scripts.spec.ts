import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { FORMATS, fontsIn, labelsIn, type Inline, type ReportDocument } from '#reports';
import { pdfPieces, pdfText } from '../support/open-files.js';

const LACKING = 'No font for {characters}.';

const saying = (...paragraphs: readonly (readonly Inline[])[]): ReportDocument => ({
  language: 'en',
  title: 'Title',
  subtitle: [],
  blocks: paragraphs.map((inlines) => ({ kind: 'paragraph', inlines })),
  notes: [],
  stamp: 'Stamp',
  pageNumber: '{page}/{pages}',
  lackingFont: LACKING,
  dated: new Date('2018-10-18T00:00:00Z'),
});
const inAllStyles = (text: string): ReportDocument =>
  saying([{ text }], [{ text, strong: true }], [{ text, emphasis: true }], [{ text, strong: true, emphasis: true }]);

const printed = async (document: ReportDocument, fonts: readonly string[] = []): Promise<string> =>
  pdfText(await FORMATS.pdf.write(document, fonts)).replaceAll('\n', '');
const written = (text: string): Promise<Uint8Array> => FORMATS.pdf.write(saying([{ text }]));
const timesIn = (text: string, words: string): number => text.split(words).length - 1;

const NAMES = [
  ['Khmer', 'កឹម សុខា ២០១៨'],
  ['Burmese', 'အောင်ဆန်းစုကြည် ၂၀၂၁'],
  ['Shan', 'ၸၢႆးယီႈ'],
  ['Nepali', 'के पी शर्मा ओली २०१८'],
  ['Hindi', 'राष्ट्र हिन्दी क्षत्रिय'],
  ['Amharic', 'ዐቢይ አሕመድ'],
  ['Tigrinya', 'ጴጥሮስ ሶልሙን'],
  ['Thai', 'พิธา ลิ้มเจริญรัตน์ น้ำ'],
  ['Lao', 'ສົມບັດ ສົມພອນ ນ້ຳ'],
  ['Bengali', 'শেখ হাসিনা ২০১৮'],
  ['Sinhala', 'ශ්‍රී ලංකා ද්‍රෞපදී'],
  ['Tamil', 'விக்னேஸ்வரன் ஸ்ரீ'],
  ['Telugu', 'చంద్రబాబు నాయుడు'],
  ['Kannada', 'ಸಿದ್ದರಾಮಯ್ಯ'],
  ['Malayalam', 'പിണറായി വിജയൻ'],
  ['Gujarati', 'ક્ષત્રિય શ્રી'],
  ['Gurmukhi', 'ਮਨਮੋਹਨ ਸਿੰਘ'],
  ['Odia', 'ନବୀନ ପଟ୍ଟନାୟକ'],
  ['Tibetan', 'བསྟན་འཛིན་རྒྱ་མཚོ།'],
  ['Chinese', '刘晓波 伊力哈木'],
  ['Chinese as in Taipei', '劉曉波 蔡英文'],
  ['Japanese', '山田太郎 さくら カタカナ 辻'],
  ['Korean', '김정은 이석기'],
  ['Vietnamese', 'Nguyễn Văn Đài'],
  ['Turkish', 'Figen Yüksekdağ Şafak İı'],
  ['Georgian', 'მიხეილ სააკაშვილი'],
  ['Armenian', 'Նիկոլ Փաշինյան'],
  ['Greek', 'Γιώργος Παπαδόπουλος'],
  ['Russian', 'Владимир Кара-Мурза'],
] as const;

/** Read from right to left. */
const FROM_RIGHT = [
  ['Arabic', 'محمد البرادعي'],
  ['Urdu', 'علی وزیر ہے'],
  ['Uyghur', 'ئىلھام توختى'],
  ['Dhivehi', 'މުހައްމަދު ނަޝީދު'],
  ['Hebrew', 'אחמד טיבי'],
] as const;

describe('a name in its own script', () => {
  it.each(NAMES)('is printed in a PDF in every style, and not as boxes: %s', async (_, name) => {
    const told = await printed(inAllStyles(`by ${name}, then`));
    expect(timesIn(told, `by ${name}, then`)).toBe(4);
    expect(told).not.toContain('\0');
    expect(told).not.toContain('[U+');
  });

  it.each(FROM_RIGHT)('is printed from right to left within its line: %s', async (_, name) => {
    const told = await printed(inAllStyles(`by ${name} (MP), then`));
    expect(timesIn(told, `by ${Array.from(name).reverse().join('')} (MP), then`)).toBe(4);
    expect(told).not.toContain('\0');
  });

  it('keeps its numbers as they are read, and turns its brackets around', async () => {
    const told = await printed(saying([{ text: 'by אחמד (חבר 1958 הכנסת) then' }]));
    // Readers of a file take a bracket for what it is, not for how it is drawn.
    expect(told).toContain('by )תסנכה 1958 רבח( דמחא then');
  });

  it.each(['\u202E', '\u202D\u202E', '\u202B', '\u2067', '\u2066\u202E'])(
    'is not turned around by %j, and no more are the words after it',
    async (turned) => {
      const pieces = pdfPieces(await written(`Anna ${turned}nosnoJ, arrested`)).flat();
      expect(pieces.map(({ text }) => text)).toContain('Anna nosnoJ, arrested');
    },
  );

  it('is printed as one letter where it was taken to pieces', async () => {
    for (const name of ['Nguyễn Văn Đài', '김정은']) {
      const told = await printed(inAllStyles(name.normalize('NFD')));
      expect(timesIn(told, name)).toBe(4);
      expect(told).not.toContain('[U+');
    }
    // A variant of a letter is another name.
    expect(await printed(saying([{ text: '\uFA19' }]))).toContain('\uFA19');
  });

  it('stands in tables, in footnotes, in headings and at the foot of every page', async () => {
    const [, name] = NAMES[0];
    const inlines = [{ text: name, note: 1 }];
    const document: ReportDocument = {
      ...saying(),
      title: name,
      subtitle: [[{ text: name }]],
      blocks: [
        { kind: 'heading', level: 2, text: name },
        { kind: 'list', items: [inlines] },
        { kind: 'list', style: 'columns', items: [inlines] },
        { kind: 'fields', rows: [{ name, lines: [inlines] }] },
        { kind: 'table', caption: name, columns: [{ title: name, share: 1 }], rows: [[inlines]] },
        { kind: 'entries', items: [{ term: name, pieces: [] }] },
        { kind: 'notes', title: '' },
      ],
      notes: [[{ text: name }]],
      stamp: name,
    };
    const told = await printed(document);
    expect(timesIn(told, name)).toBe(13);
    expect(told).not.toContain('\0');
  });

  const has = (program: string): boolean => spawnSync(program, ['-v']).error === undefined;

  (has('pdftotext') ? it : it.skip)('is read out of the file by other programs', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'habeas-scripts-'));
    try {
      writeFileSync(join(folder, 'names.pdf'), await FORMATS.pdf.write(saying(...NAMES.map(([, text]) => [{ text }]))));
      expect(spawnSync('pdftotext', [join(folder, 'names.pdf')]).status).toBe(0);
      const told = readFileSync(join(folder, 'names.txt'), 'utf8');
      for (const [, name] of NAMES) expect(told).toContain(name);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('lines', () => {
  const wrapped = async (text: string): Promise<{ text: string; y: number }[]> => {
    const pieces = pdfPieces(await FORMATS.pdf.write(saying([{ text }]))).flat();
    return pieces.filter(({ text: told }) => told.trim() !== '' && text.includes(told.replaceAll('\u200B', '').trim()));
  };

  it.each([
    ['Khmer', 'ព្រះរាជាណាចក្រកម្ពុជា'],
    ['Thai', 'ยิ่งลักษณ์ชินวัตร'],
    ['Burmese', 'ပြည်ထောင်စုမြန်မာနိုင်ငံ'],
    ['Lao', 'ສາທາລະນະລັດ'],
  ])('of a script without spaces break, and never inside of a letter: %s', async (_, word) => {
    const pieces = await wrapped(word.repeat(30));
    expect(new Set(pieces.map(({ y }) => y)).size).toBeGreaterThan(2);
    expect(pieces.map(({ text }) => text).join('')).toBe(word.repeat(30));
    for (const { text } of pieces) expect(text).not.toMatch(/^\p{M}|[\u17D2\u1039]$/u);
  });

  it('of one word break between letters, where it is wider than its column', async () => {
    for (const word of ['विक्रमादित्य'.repeat(30), 'വിജയൻ'.repeat(40), '\u{1D538}'.repeat(200)]) {
      const pieces = (await wrapped(word)).map(({ text }) => text.replaceAll('\u200B', ''));
      expect(pieces.length).toBeGreaterThan(2);
      expect(pieces.join('')).toBe(word);
      for (const piece of pieces) expect(piece).not.toMatch(/^\p{M}/u);
    }
  });

  it('of one word of many thousands of letters are broken in no time, in a table too', async () => {
    const text = 'y'.repeat(60_000);
    const columns = [
      { title: 'a', share: 30 },
      { title: 'b', share: 70 },
    ];
    const table = { kind: 'table', caption: 'c', columns, rows: [[[{ text }], [{ text: 'b' }]]] } as const;
    const before = process.cpuUsage();
    const pieces = pdfPieces(await FORMATS.pdf.write({ ...saying(), blocks: [table] })).flat();
    const letters = pieces.map(({ text: told }) => told).filter((told) => /^[y\u200B]+$/.test(told));
    expect(letters.join('').replaceAll('\u200B', '')).toBe(text);
    expect(process.cpuUsage(before).user).toBeLessThan(8_000_000);
  });

  it('of higher letters stand further apart', async () => {
    const between = async (word: string): Promise<number> => {
      const heights = [...new Set((await wrapped(`${word} `.repeat(60))).map(({ y }) => y))].sort((a, b) => b - a);
      return heights[0]! - heights[1]!;
    };
    expect(await between('བརྒྱུད')).toBeGreaterThan(1.2 * (await between('Tibetan')));
    // A script whose letters fit keeps the lines of a report as they are.
    expect(await between('ኢትዮጵያ')).toBe(await between('Ethiopia'));
  });
});

describe('a character that no font has', () => {
  const BEAM = '\u2336';
  const MONO = join(
    dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')),
    'ttf/DejaVuSansMono.ttf',
  );
  const inFolder = async (use: (folder: string) => Promise<void>): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), 'habeas-fonts-'));
    try {
      await use(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it('is printed as its code point, and the first page says so', async () => {
    const told = await printed(saying([{ text: `Kem ${BEAM}\u{10380} Sokha` }]));
    expect(told).toContain('Kem [U+2336][U+10380] Sokha');
    expect(told).toContain('No font for U+2336, U+10380.');
    expect(told).not.toContain('\0');
    expect(await printed(saying([{ text: 'Kem Sokha' }]))).not.toContain('No font');
  });

  it('is said of the first twenty of them', async () => {
    const many = Array.from({ length: 25 }, (_, index) => String.fromCodePoint(0x10380 + index)).join('');
    expect(await printed(saying([{ text: many }]))).toMatch(/No font for (?:U\+[0-9A-F]+, ){20}…\./);
  });

  it('is said in every language', () => {
    for (const language of ['en', 'fr'] as const) expect(labelsIn(language).lackingFont).toContain('{characters}');
  });

  it('is printed by a font that whoever runs the program has put into a folder', () =>
    inFolder(async (folder) => {
      copyFileSync(MONO, join(folder, 'more.TTF'));
      writeFileSync(join(folder, 'notes.txt'), 'no font');
      const told = await printed(inAllStyles(`Kem ${BEAM} Sokha`), await fontsIn(folder));
      expect(timesIn(told, `Kem ${BEAM} Sokha`)).toBe(4);
      expect(told).not.toContain('No font');
    }));

  it('is printed so whatever the file is called, and all other text as before', () =>
    inFolder(async (folder) => {
      for (const name of ['DejaVuSansCondensed.ttf', 'DejaVuSansCondensed.otf']) copyFileSync(MONO, join(folder, name));
      const file = await FORMATS.pdf.write(saying([{ text: `Kem ${BEAM} Sokha` }]), await fontsIn(folder));
      const fonts = Buffer.from(file)
        .toString('latin1')
        .match(/\/FontName \/[\w+-]+/g);
      // The title, the text and what only the file in the folder has.
      expect(new Set(fonts).size).toBe(3);
    }));

  it('is no reason to name a folder without fonts, or with something else in it', () =>
    inFolder(async (folder) => {
      expect(await fontsIn(undefined)).toEqual([]);
      await expect(fontsIn(join(folder, 'nowhere'))).rejects.toThrow(
        /^HABEAS_FONTS is .*nowhere, which cannot be read \(ENOENT\)/,
      );
      await expect(fontsIn(folder)).rejects.toThrow(/where there is no font file: name a folder of TTF or OTF files/);
      writeFileSync(join(folder, 'broken.otf'), 'no font');
      await expect(fontsIn(folder)).rejects.toThrow(/broken\.otf is no font that can be read/);
    }));
});

describe('any text', () => {
  const written = fc.array(
    fc.oneof(
      fc.integer({ min: 0x20, max: 0x1fff }),
      fc.integer({ min: 0x2000, max: 0xffff }),
      fc.integer({ min: 0x10000, max: 0x2ffff }),
    ),
    { minLength: 1, maxLength: 60 },
  );
  /** What is not seen, or is a space, or is half a character. */
  const isUnseen = (character: string): boolean => /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\s]/u.test(character);

  it('is printed in a PDF character by character or code point by code point, and never as boxes', () =>
    fc.assert(
      fc.asyncProperty(written, async (codePoints) => {
        const text = String.fromCodePoint(...codePoints);
        const told = (await printed({ ...inAllStyles(text), lackingFont: '' })).normalize('NFC');
        expect(told).not.toContain('\0');
        for (const character of text) {
          if (isUnseen(character)) continue;
          const code = `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
          expect([code, told.includes(character.normalize('NFC')) || told.includes(code)]).toEqual([code, true]);
        }
      }),
      { numRuns: 60 },
    ));

  it('gives the same bytes again, whatever was printed before it', async () => {
    const document = inAllStyles([...NAMES, ...FROM_RIGHT].map(([, name]) => name).join(' '));
    const first = Buffer.from(await FORMATS.pdf.write(document));
    for (const [, name] of [...FROM_RIGHT, ...NAMES].reverse()) await FORMATS.pdf.write(inAllStyles(name));
    expect(first.equals(Buffer.from(await FORMATS.pdf.write(document)))).toBe(true);
  });
});
