import { createHash } from 'node:crypto';
import type { Block, Inline, Inlines, ReportDocument, Table } from './document.js';
import { escape } from './escape.js';

/** One self-contained page: nothing is loaded, nothing runs, and it prints. */
export function toHtml(document: ReportDocument): string {
  const { language, title, subtitle, blocks, stamp } = document;
  return `<!doctype html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<h1>${escape(title)}</h1>
${subtitle.map((line) => `<p>${inlinesOf(line)}</p>`).join('\n')}
</header>
${blocks.map((block) => blockOf(block, document)).join('\n')}
</main>
<footer><p>${escape(stamp)}</p></footer>
</body>
</html>
`;
}

const STYLE = `
:root { color-scheme: light; }
body { font: 1rem/1.5 system-ui, "DejaVu Sans", "Noto Sans", Arial, sans-serif; color: #1a1a1a; background: #fff; margin: 0; }
main, footer { max-width: 52rem; margin: 0 auto; padding: 1rem 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 1rem 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; border-bottom: 2px solid #1f4e79; color: #1f4e79; }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
p, ul, dl, table { margin: .5rem 0; }
.columns { columns: 2 18rem; column-gap: 2.5rem; padding-left: 1.25rem; }
.columns li { break-inside: avoid; }
.ticked { list-style: none; padding-left: 0; }
.ticked li { padding-left: 1.5rem; }
.ticked li::before { content: "\\2713"; display: inline-block; width: 1.5rem; margin-left: -1.5rem; color: #1f4e79; font-weight: bold; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
.scroll { overflow-x: auto; }
.scroll table { min-width: 34rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { border: 1px solid #b8c4d0; padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: break-word; }
thead th, .fields th { background: #eef3f8; }
.fields th { width: 32%; }
tbody th { font-weight: 600; }
td p, th p { margin: 0; }
dt { font-weight: 600; margin-top: 1rem; color: #1f4e79; }
dd { margin: 0 0 .5rem 1rem; }
dd p { margin: .2rem 0; }
.minor { color: #505a64; font-size: .9em; font-weight: normal; }
.notes { font-size: .85rem; border-top: 1px solid #b8c4d0; }
sup a { text-decoration: none; }
footer { border-top: 1px solid #b8c4d0; font-size: .8rem; color: #505a64; }
@page { size: A4; margin: 20mm 18mm; }
@media print {
  :root { font-size: 10pt; }
  main, footer { max-width: none; padding: 0; }
  h2, h3, dt, caption { break-after: avoid; }
  .fields tr, .ticked li, caption { break-inside: avoid; }
  th, td { orphans: 3; widows: 3; }
  tbody tr:first-child { break-before: avoid; }
  .scroll { overflow: visible; }
  .scroll table { min-width: 0; }
  thead { display: table-header-group; }
  a { color: inherit; }
}
`;

/** What a content security policy must allow for this page: its one style, and nothing else. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

function blockOf(block: Block, document: ReportDocument): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escape(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${inlinesOf(block.inlines)}</p>`;
    case 'list':
      return `<ul${block.style ? ` class="${block.style}"` : ''}>\n${block.items.map((item) => `<li>${inlinesOf(item)}</li>`).join('\n')}\n</ul>`;
    case 'fields':
      return `<table class="fields">\n<tbody>\n${block.rows.map(({ name, lines }) => `<tr><th scope="row">${escape(name)}</th><td>${lines.map((line) => `<p>${inlinesOf(line)}</p>`).join('')}</td></tr>`).join('\n')}\n</tbody>\n</table>`;
    case 'table':
      return tableOf(block);
    case 'entries':
      return `<dl>\n${block.items.map(({ term, pieces }) => [`<dt>${escape(term)}</dt>`, ...pieces.map((blocks) => `<dd>${blocks.map((one) => blockOf(one, document)).join('\n')}</dd>`)].join('\n')).join('\n')}\n</dl>`;
    case 'notes':
      return document.notes.length === 0 ? '' : notesOf(block.title, document);
  }
}

/** A screen that is narrower than a table scrolls the table, not the page. */
const tableOf = ({ caption, columns, rows }: Table): string => `<div class="scroll"><table>
<caption>${escape(caption)}</caption>
<colgroup>${columns.map(({ share }) => `<col width="${share}%">`).join('')}</colgroup>
<thead><tr>${columns.map(({ title }) => `<th scope="col">${escape(title)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map(([first, ...rest]) => `<tr><th scope="row">${inlinesOf(first ?? [])}</th>${rest.map((cell) => `<td>${inlinesOf(cell)}</td>`).join('')}</tr>`).join('\n')}
</tbody>
</table></div>`;

const notesOf = (
  title: string,
  { notes }: ReportDocument,
): string => `<section class="notes" aria-label="${escape(title)}">
<ol>
${notes.map((note, index) => `<li id="note-${index + 1}">${inlinesOf(note)} <a href="#ref-${index + 1}" aria-label="${index + 1}">↩</a></li>`).join('\n')}
</ol>
</section>`;

const inlinesOf = (inlines: Inlines): string => inlines.map(inlineOf).join('');

function inlineOf({ text, strong, emphasis, minor, note }: Inline): string {
  let html = escape(text);
  if (strong) html = `<strong>${html}</strong>`;
  if (emphasis) html = `<em>${html}</em>`;
  if (minor) html = `<span class="minor">${html}</span>`;
  return note === undefined ? html : `${html}<sup id="ref-${note}"><a href="#note-${note}">${note}</a></sup>`;
}
