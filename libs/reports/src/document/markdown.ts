import type { Block, Inline, Inlines, ReportDocument, Table } from './document.js';

/** CommonMark with tables and footnotes, as GitHub and Pandoc read them. What the record says stays text: no mark-up of its own gets through. */
export function toMarkdown(document: ReportDocument): string {
  const { title, subtitle, blocks, notes, stamp } = document;
  return [
    `# ${escape(title)}`,
    ...subtitle.map(inlinesOf),
    ...blocks.map((block) => blockOf(block, document)),
    ...(blocks.some(({ kind }) => kind === 'notes') ? [] : [notesOf(notes)]),
    '---',
    escape(stamp),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

function blockOf(block: Block, document: ReportDocument): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${escape(block.text)}`;
    case 'paragraph':
      return inlinesOf(block.inlines);
    case 'list':
      return block.items.map((item) => `- ${block.style === 'ticked' ? '✓ ' : ''}${inlinesOf(item)}`).join('\n');
    case 'fields':
      return block.rows.map(({ name, lines }) => fieldOf(name, lines)).join('\n');
    case 'table':
      return tableOf(block);
    case 'entries':
      return block.items
        .map(({ term, pieces }) =>
          [`**${escape(term)}**`, ...pieces.flat().map((one) => blockOf(one, document))].join('\n\n'),
        )
        .join('\n\n');
    case 'notes':
      return notesOf(document.notes);
  }
}

function fieldOf(name: string, lines: readonly Inlines[]): string {
  const [only, ...more] = lines.map(inlinesOf);
  if (more.length === 0) return `- **${escape(name)}**: ${only ?? ''}`;
  return [`- **${escape(name)}**:`, ...[only!, ...more].map((line) => `  - ${line}`)].join('\n');
}

const tableOf = ({ caption, columns, rows }: Table): string =>
  [
    `**${escape(caption)}**`,
    '',
    rowOf(columns.map(({ title }) => escape(title))),
    rowOf(columns.map(() => '---')),
    ...rows.map((cells) => rowOf(cells.map(inlinesOf))),
  ].join('\n');

const rowOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const notesOf = (notes: readonly Inlines[]): string =>
  notes.map((note, index) => `[^${index + 1}]: ${inlinesOf(note)}`).join('\n');

const inlinesOf = (inlines: Inlines): string => inlines.map(inlineOf).join('');

function inlineOf({ text, strong, emphasis, note }: Inline): string {
  const mark = strong ? '**' : emphasis ? '_' : '';
  return `${around(escape(text), mark)}${note === undefined ? '' : `[^${note}]`}`;
}

/** Marks must touch the word that they mark. */
function around(text: string, mark: string): string {
  const [, before = '', word = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  return word === '' || mark === '' ? text : `${before}${mark}${word}${mark}${after}`;
}

/** Everything that could begin mark-up, HTML or a link; a line break would begin another block. */
const escape = (text: string): string =>
  text
    .replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ')
    .replace(/[\\`*_{}[\]<>|#~$^&]/g, '\\$&')
    .replace(/^(\s*)([-+=])(?=\s|$)/g, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s)/g, '$1\\$2')
    .replace(/:\/\//g, ':\\//');
