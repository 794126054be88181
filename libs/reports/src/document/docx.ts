import {
  AlignmentType,
  ColumnBreak,
  Document,
  FootnoteReferenceRun,
  Footer,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  SectionType,
  TextRun,
  type FileChild,
  type IRunOptions,
} from 'docx';
import type { Block, Inline, Inlines, ReportDocument } from './document.js';
import { fieldsTable, plainTable } from './docx-tables.js';
import { datedZip } from './zip-dates.js';

/** A word-processor file, with real headings, footnotes and table headers. */
export async function toDocx(document: ReportDocument): Promise<Uint8Array> {
  const { language, title, subtitle, blocks, notes, stamp, pageNumber, dated } = document;
  const file = new Document({
    title,
    creator: 'Habeas',
    styles: styles(language),
    footnotes: Object.fromEntries(
      notes.map((note, index) => [
        index + 1,
        { children: [paragraph([{ text: ' ' }, ...note], { size: NOTE_SIZE, after: 20 })] },
      ]),
    ),
    numbering: { config: MARKS.map(numbered) },
    sections: sectionsOf(blocks).map((section, index) => ({
      properties: {
        ...PAGE,
        ...(index > 0 && { type: SectionType.CONTINUOUS }),
        ...(isColumns(section[0]) && COLUMNS),
      },
      ...(index === 0 && { footers: { default: footer(stamp, pageNumber) } }),
      children: [
        ...(index === 0
          ? [
              new Paragraph({ text: clean(title), heading: HeadingLevel.TITLE }),
              ...subtitle.map((line) => paragraph(line)),
            ]
          : []),
        ...section.flatMap((block) => childrenOf(block)),
      ],
    })),
  });
  const core = { path: 'docProps/core.xml', data: coreProperties(title, language, dated) };
  return datedZip(await Packer.toBuffer(file, false, [core]), dated);
}

/** Twentieths of a point. */
const A4 = { width: 11_906, height: 16_838 };
const MARGIN = { top: 1_134, bottom: 1_134, left: 1_021, right: 1_021 };
const TEXT_WIDTH = A4.width - MARGIN.left - MARGIN.right;
const INDENT = 340;
const HANGING = 280;
const MINOR = '505A64';
const MINOR_SIZE = 17;
const NOTE_SIZE = 16;
/** As decisions are set; where a machine lacks it, another of the same measures stands in. */
const FONT = 'Arial';

const PAGE = { page: { size: A4, margin: MARGIN } };
const COLUMNS = { column: { count: 2, space: 400 } };
const COLUMN_ITEMS_MAX = 60;
const MARKS = ['•', '✓'] as const;
/** What follows the first line of an item stands under its first word. */
const numbered = (mark: (typeof MARKS)[number]) => ({
  reference: mark,
  levels: [
    {
      level: 0,
      format: LevelFormat.BULLET,
      text: mark,
      alignment: AlignmentType.LEFT,
      style: { run: { bold: mark === '✓' }, paragraph: { indent: { left: INDENT, hanging: HANGING } } },
    },
  ],
});

const isColumns = (block: Block | undefined): boolean => block?.kind === 'list' && block.style === 'columns';

/** Items beside each other need a section of their own, no longer than a page. */
function sectionsOf(blocks: readonly Block[]): Block[][] {
  const sections: Block[][] = [[]];
  for (const block of blocks.flatMap(pageful)) {
    if (isColumns(block) || isColumns(sections.at(-1)![0])) sections.push([block]);
    else sections.at(-1)!.push(block);
  }
  return sections;
}

function pageful(block: Block): Block[] {
  if (block.kind !== 'list' || block.style !== 'columns') return [block];
  const { items } = block;
  const size = Math.ceil(items.length / Math.ceil(items.length / COLUMN_ITEMS_MAX));
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => ({
    ...block,
    items: items.slice(at * size, (at + 1) * size),
  }));
}

const styles = (language: string) => ({
  default: {
    document: {
      run: { font: FONT, size: 20, language: { value: language } },
      paragraph: { spacing: { after: 80 } },
    },
    title: { run: { size: 32, bold: true }, paragraph: { spacing: { after: 160 } } },
    heading2: heading(26),
    heading3: heading(22),
  },
});

const heading = (size: number) => ({
  run: { size, bold: true, color: '1F4E79' },
  paragraph: { spacing: { before: 280, after: 100 }, keepNext: true },
});

const footer = (stamp: string, pageNumber: string): Footer =>
  new Footer({
    children: [
      new Paragraph({ children: [new TextRun({ text: clean(stamp), size: 14, color: MINOR })] }),
      new Paragraph({ children: [new TextRun({ children: pageParts(pageNumber), size: 16, color: MINOR })] }),
    ],
  });

const pageParts = (template: string) =>
  template
    .split(/(\{page\}|\{pages\})/)
    .map((part) => (part === '{page}' ? PageNumber.CURRENT : part === '{pages}' ? PageNumber.TOTAL_PAGES : part));

function childrenOf(block: Block, indent = 0): FileChild[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          text: clean(block.text),
          heading: block.level === 2 ? HeadingLevel.HEADING_2 : HeadingLevel.HEADING_3,
        }),
      ];
    case 'paragraph':
      return [paragraph(block.inlines, { indent })];
    case 'list':
      return block.items.map((item, at) =>
        paragraph(item, {
          indent,
          after: 20,
          ...(block.style !== 'columns' && { mark: block.style === 'ticked' ? '✓' : '•' }),
          // Said, for not every program balances columns by itself where there are footnotes.
          isNextColumn: isColumns(block) && at > 0 && at === Math.ceil(block.items.length / 2),
        }),
      );
    case 'fields':
      return [fieldsTable(block, TEXT_WIDTH, paragraph), paragraph([])];
    case 'table':
      return [
        paragraph([{ text: block.caption, strong: true }], { indent, keepNext: true }),
        plainTable(block, { width: TEXT_WIDTH - indent, indent, paragraph }),
        paragraph([]),
      ];
    case 'entries':
      return block.items.flatMap(({ term, pieces }) => [
        paragraph([{ text: term, strong: true }], { indent, before: 120, after: 40, keepNext: true }),
        ...pieces.flat().flatMap((one) => childrenOf(one, indent + INDENT)),
      ]);
    case 'notes':
      return [];
  }
}

interface Placing {
  readonly indent?: number;
  readonly before?: number;
  readonly after?: number;
  readonly keepNext?: boolean;
  readonly mark?: (typeof MARKS)[number];
  readonly isNextColumn?: boolean;
  /** Half points. */
  readonly size?: number;
}

function paragraph(
  inlines: Inlines,
  { indent = 0, before, after, keepNext, mark, isNextColumn, size }: Placing = {},
): Paragraph {
  return new Paragraph({
    children: [...(isNextColumn ? [new ColumnBreak()] : []), ...inlines.flatMap((inline) => runsOf(inline, size))],
    ...(indent > 0 && { indent: mark === undefined ? { left: indent } : { left: indent + INDENT, hanging: HANGING } }),
    ...((before ?? after) !== undefined && {
      spacing: { ...(before !== undefined && { before }), ...(after !== undefined && { after }) },
    }),
    ...(keepNext && { keepNext }),
    ...(mark !== undefined && { numbering: { reference: mark, level: 0 } }),
  });
}

function runsOf({ text, strong, emphasis, minor, note }: Inline, size = minor ? MINOR_SIZE : undefined) {
  const options: IRunOptions = {
    text: clean(text),
    ...(strong && { bold: true }),
    ...(emphasis && { italics: true }),
    ...(minor && { color: MINOR }),
    ...(size !== undefined && { size }),
  };
  const run = new TextRun(options);
  return note === undefined ? [run] : [run, new FootnoteReferenceRun(note)];
}

/** XML 1.0 has no such characters, not even escaped; half a surrogate pair is no character. */
const clean = (text: string): string =>
  text.replace(/\p{Cs}/gu, '\uFFFD').replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function coreProperties(title: string, language: string, dated: Date): string {
  const escape = (text: string) => clean(text).replace(/[&<>]/g, (character) => ENTITIES[character]!);
  const instant = `${dated.toISOString().slice(0, 19)}Z`;
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${escape(title)}</dc:title><dc:creator>Habeas</dc:creator><dc:language>${escape(language)}</dc:language>`,
    `<dcterms:created xsi:type="dcterms:W3CDTF">${instant}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${instant}</dcterms:modified>`,
    '</cp:coreProperties>',
  ].join('');
}
