import {
  AlignmentType,
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
    footnotes: Object.fromEntries(notes.map((note, index) => [index + 1, { children: [paragraph(note)] }])),
    numbering: { config: [BULLETS] },
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
const MINOR = '505A64';
const MINOR_SIZE = 19;

const PAGE = { page: { size: A4, margin: MARGIN } };
const COLUMNS = { column: { count: 2, space: 400 } };
const BULLETS = {
  reference: 'bullets',
  levels: [
    {
      level: 0,
      format: LevelFormat.BULLET,
      text: '•',
      alignment: AlignmentType.LEFT,
      style: { paragraph: { indent: { left: 340, hanging: 220 } } },
    },
  ],
};

const isColumns = (block: Block | undefined): boolean => block?.kind === 'list' && block.style === 'columns';

/** Items beside each other need a section of their own. */
function sectionsOf(blocks: readonly Block[]): Block[][] {
  const sections: Block[][] = [[]];
  for (const block of blocks) {
    if (isColumns(block) || isColumns(sections.at(-1)![0])) sections.push([block]);
    else sections.at(-1)!.push(block);
  }
  return sections;
}

const styles = (language: string) => ({
  default: {
    document: {
      run: { font: 'Calibri', size: 22, language: { value: language } },
      paragraph: { spacing: { after: 80 } },
    },
    title: { run: { size: 34, bold: true }, paragraph: { spacing: { after: 160 } } },
    heading2: heading(28),
    heading3: heading(24),
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
      return block.items.map((item) =>
        block.style === 'ticked'
          ? paragraph([{ text: '✓ ', strong: true }, ...item], { indent, after: 20 })
          : paragraph(item, { indent, after: 20, isBullet: block.style === undefined }),
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
      return block.items.flatMap(({ term, blocks }) => [
        paragraph([{ text: term, strong: true }], { indent, keepNext: true }),
        ...blocks.flatMap((one) => childrenOf(one, indent + INDENT)),
      ]);
    case 'notes':
      return [];
  }
}

interface Placing {
  readonly indent?: number;
  readonly after?: number;
  readonly keepNext?: boolean;
  readonly isBullet?: boolean;
  /** Half points. */
  readonly size?: number;
}

function paragraph(inlines: Inlines, { indent = 0, after, keepNext, isBullet, size }: Placing = {}): Paragraph {
  return new Paragraph({
    children: inlines.flatMap((inline) => runsOf(inline, size)),
    ...(indent > 0 && !isBullet && { indent: { left: indent } }),
    ...(after !== undefined && { spacing: { after } }),
    ...(keepNext && { keepNext }),
    ...(isBullet && { numbering: { reference: BULLETS.reference, level: 0 } }),
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
