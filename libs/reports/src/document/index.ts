export { plainText, type Block, type Entries, type Inline, type Inlines, type ReportDocument } from './document.js';
export { fontsIn } from './own-fonts.js';
export { FORMATS, type DocumentFormat } from './formats.js';
export { STYLE_SOURCE } from './html.js';
