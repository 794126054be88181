import type { ReportDocument } from './document.js';
import { toHtml } from './html.js';
import { toMarkdown } from './markdown.js';

interface Format {
  readonly mediaType: string;
  /** @param fonts files that a format with fonts inside asks for what its own lack */
  readonly write: (document: ReportDocument, fonts?: readonly string[]) => Promise<Uint8Array>;
}

const text = (write: (document: ReportDocument) => string) => (document: ReportDocument) =>
  Promise.resolve(Buffer.from(write(document), 'utf8'));

/** The files that a document can become, by the ending of their names. The libraries of two of them are loaded when they are needed. */
export const FORMATS = {
  html: { mediaType: 'text/html; charset=utf-8', write: text(toHtml) },
  md: { mediaType: 'text/markdown; charset=utf-8', write: text(toMarkdown) },
  docx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    write: async (document) => (await import('./docx.js')).toDocx(document),
  },
  pdf: {
    mediaType: 'application/pdf',
    write: async (document, fonts = []) => (await import('./pdf.js')).toPdf(document, fonts),
  },
} as const satisfies Readonly<Record<string, Format>>;

export type DocumentFormat = keyof typeof FORMATS;
