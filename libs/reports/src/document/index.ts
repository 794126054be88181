export { plainText, type Block, type Inline, type Inlines, type ReportDocument } from './document.js';
export { FORMATS, type DocumentFormat } from './formats.js';
export { STYLE_SOURCE } from './html.js';
