import { inflateRawSync, inflateSync } from 'node:zlib';

/** The files of a ZIP archive by name, and the dates that they bear. */
export function unzipped(archive: Uint8Array): Map<string, { text: string; date: number }> {
  const bytes = Buffer.from(archive);
  const files = new Map<string, { text: string; date: number }>();
  let at = bytes.readUInt32LE(bytes.lastIndexOf('PK\u0005\u0006') + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [nameLength, extra, comment] = [28, 30, 32].map((field) => bytes.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
    const text = (bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed).toString('utf8');
    files.set(name, { text, date: bytes.readUInt32LE(at + 12) });
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

/** The first place where tags of an XML text do not close each other; null: it is well formed as far as tags and entities go. */
export function faultInXml(xml: string): string | null {
  const open: string[] = [];
  const body = xml.replace(/^\uFEFF?<\?xml[^>]*\?>/, '');
  for (const [tag, close, name, , empty] of body.matchAll(/<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/g)) {
    if (close === '/' && open.pop() !== name) return tag;
    if (close === '' && empty === '') open.push(name!);
  }
  const text = body.replace(/<(\/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(\/?)>/g, '');
  const stray = /[<>]|&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/.exec(text)?.[0];
  return open.at(-1) ?? stray ?? null;
}

/** The text of a PDF file, as its fonts say which letters its shapes are: NUL where one is none. */
export const pdfText = (file: Uint8Array): string => pdfPages(file).join('\n');

/** The text of each page. */
export const pdfPages = (file: Uint8Array): string[] =>
  pdfPieces(file).map((pieces) => pieces.map(({ text }) => `${text}\n`).join(''));

/** Of each page the pieces of text, with the height of their baseline. */
export function pdfPieces(file: Uint8Array): { text: string; y: number }[][] {
  const objects = new Map<string, string>();
  const source = Buffer.from(file).toString('latin1');
  for (const [, id, body] of source.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) objects.set(id!, body!);
  const letters = new Map<string, Map<number, string>>();
  for (const [id, body] of objects) {
    const unicode = /\/ToUnicode (\d+) 0 R/.exec(body)?.[1];
    if (unicode !== undefined) letters.set(id, lettersOf(streamOf(objects.get(unicode)!)));
  }
  return [...objects.values()]
    .filter((body) => /\/Type \/Page\n/.test(body))
    .map((page) => {
      const content = streamOf(objects.get(/\/Contents (\d+) 0 R/.exec(page)![1]!)!);
      const resources = objects.get(/\/Resources (\d+) 0 R/.exec(page)![1]!)!;
      const fonts = new Map(
        [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [name!, letters.get(id!)!]),
      );
      return piecesOf(content, fonts);
    });
}

function streamOf(body: string): string {
  const raw = Buffer.from(/stream\n([\s\S]*)\nendstream/.exec(body)![1]!, 'latin1');
  return (body.includes('/FlateDecode') ? inflateSync(raw) : raw).toString('latin1');
}

function lettersOf(map: string): Map<number, string> {
  const letters = new Map<number, string>();
  for (const [, from, , list] of map.matchAll(/<([\da-f]+)> <([\da-f]+)> \[([^\]]*)\]/g))
    for (const [index, one] of [...list!.matchAll(/<([\da-f ]*)>/g)].entries())
      letters.set(
        parseInt(from!, 16) + index,
        Buffer.from(one[1]!.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
      );
  return letters;
}

const OPERATORS =
  /1 0 0 1 \S+ (?<height>\S+) Tm|\/(?<name>F\d+) [\d.]+ Tf|\[(?<shown>[^\]]*)\] TJ|\/ActualText \((?<actual>(?:\\.|[^\\)])*)\)|(?<end>EMC)/gs;

/** What a span says that it is stands in the place of its glyphs, as in readers. A shape for want of another is told as NUL. */
function piecesOf(
  content: string,
  fonts: ReadonlyMap<string, ReadonlyMap<number, string>>,
): { text: string; y: number }[] {
  let font: ReadonlyMap<number, string> = new Map();
  let y = 0;
  let span: string | null = null;
  const pieces: { text: string; y: number }[] = [];
  for (const { groups = {} } of content.matchAll(OPERATORS)) {
    const { height, name, shown, actual, end } = groups;
    if (height !== undefined) y = Number(height);
    if (name !== undefined) font = fonts.get(name)!;
    if (actual !== undefined) span = textOf(actual);
    if (end !== undefined && span !== null) {
      pieces.push({ text: span, y });
      span = null;
    }
    if (shown === undefined) continue;
    const codes = [...shown.matchAll(/<([\da-f]+)>/g)].flatMap(([, run]) => [...run!.matchAll(/.{4}/g)]);
    const text = codes.map(([code]) => font.get(parseInt(code, 16)) ?? '').join('');
    if (span === null) pieces.push({ text, y });
    else if (text.includes('\0')) span += '\0';
  }
  return pieces;
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** A string of a PDF file: UTF-16 where it begins with a byte order mark. */
function textOf(escaped: string): string {
  const bytes = Buffer.from(
    escaped.replace(/\\(.)/gs, (_, one: string) => ESCAPED[one] ?? one),
    'latin1',
  );
  return bytes[0] === 0xfe && bytes[1] === 0xff
    ? Buffer.from(bytes.subarray(2)).swap16().toString('utf16le')
    : bytes.toString('latin1');
}
