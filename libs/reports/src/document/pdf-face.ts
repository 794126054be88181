import { create, type Font, type Subset as Letters } from 'fontkit';
import {
  Blob,
  Buffer as Shaping,
  ClusterLevel,
  Direction,
  Face as HbFace,
  Font as HbFont,
  shape,
  type GlyphInfo,
  type GlyphPosition,
} from 'harfbuzzjs';
import { readFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import subsetFont from 'subset-font';

/** The glyphs that a file holds; its types do not tell of them. */
type Subset = Letters & { readonly glyphs: number[] };

export const WEIGHT = { regular: 400, strong: 700 } as const;
export type Weight = keyof typeof WEIGHT;

/** A font as pdfkit takes one, whose text is shaped by HarfBuzz: fontkit itself puts neither Burmese nor Thai signs in their places. */
export interface Face {
  /** By which pdfkit keeps it; no two faces have the same. */
  readonly name: string;
  readonly font: Font;
  has(codePoint: number): boolean;
  /** Of a line, for letters of size 1. */
  readonly height: Height;
  /** Of what is drawn of a text. */
  heightOf(text: string): Height;
}

/** From the baseline. */
export interface Height {
  readonly above: number;
  readonly below: number;
}

const opened = new Map<string, Promise<Face>>();

/** Of a file that is open already, the same face: there are only so many files. */
export function openFace(path: string, weight: Weight = 'regular'): Promise<Face> {
  const key = `${path} ${weight}`;
  const known = opened.get(key);
  if (known) return known;
  const face = open(path, weight);
  opened.set(key, face);
  face.catch(() => opened.delete(key));
  return face;
}

async function open(path: string, weight: Weight): Promise<Face> {
  const file = await readFile(path);
  return faceOf(nameOf(path, weight), path.endsWith('.woff2') ? await oneWeight(file, weight) : file);
}

const names = new Set<string>();

/** Files of another folder, or of another kind, may be called the same: pdfkit would draw the text of one with the other. */
function nameOf(path: string, weight: Weight): string {
  const called = basename(path, extname(path)).replace(/-wght-normal$/, weight === 'strong' ? '-bold' : '');
  let name = called.replace(/[^\w-]+/g, '-');
  while (names.has(name)) name += '-';
  names.add(name);
  return name;
}

/** fontkit cannot take letters out of a file that holds all weights. */
function oneWeight(file: Buffer, weight: Weight): Promise<Buffer> {
  // Its types are older than it is.
  const options = { keepAllGlyphs: true, targetFormat: 'truetype' as const, variationAxes: { wght: WEIGHT[weight] } };
  return subsetFont(file, '', options);
}

/** @param bytes a TrueType or OpenType file */
function faceOf(name: string, bytes: Buffer): Face {
  const font = create(bytes) as Font;
  if (font.type !== 'TTF') throw new Error('neither TTF nor OTF');
  const createSubset = font.createSubset.bind(font);
  const shaper = new HbFont(new HbFace(new Blob(bytes)));
  Object.defineProperties(font, {
    layout: { value: (text: string, features?: readonly string[]) => laidOut(font, shaper, text, features) },
    createSubset: { value: () => tellingApart(createSubset() as Subset) },
    // Two weights of one file have the same name, and pdfkit takes what has the same name for the same.
    postscriptName: { value: name },
  });
  const { ascent, descent, unitsPerEm } = font;
  return {
    name,
    font,
    has: (codePoint) => font.hasGlyphForCodePoint(codePoint),
    height: { above: ascent / unitsPerEm, below: -descent / unitsPerEm },
    heightOf: (text) => {
      const shaped = shapedBy(shaper, text);
      const boxes = shaped.infos.map(({ codepoint: glyph }) => font.getGlyph(glyph).bbox);
      const { positions } = shaped;
      return {
        above: Math.max(...boxes.map(({ maxY }, at) => maxY + positions[at]!.yOffset)) / unitsPerEm,
        below: -Math.min(...boxes.map(({ minY }, at) => minY + positions[at]!.yOffset)) / unitsPerEm,
      };
    },
  };
}

/** Said in the place of the features of a font, for which nothing here asks: pdfkit hands them on. */
export const RIGHT_TO_LEFT: readonly string[] = ['rtl'];

/** The glyphs of a text from left to right. */
function shapedBy(shaper: HbFont, text: string, features?: readonly string[]) {
  const shaping = new Shaping();
  shaping.addText(text);
  shaping.setDirection(features === RIGHT_TO_LEFT ? Direction.RTL : Direction.LTR);
  shaping.setLanguage('und');
  shaping.setClusterLevel(ClusterLevel.MONOTONE_CHARACTERS);
  shaping.guessSegmentProperties();
  shape(shaper, shaping);
  return { infos: shaping.getGlyphInfos(), positions: shaping.getGlyphPositions() };
}

/** In the form in which fontkit tells them. */
function laidOut(font: Font, shaper: HbFont, text: string, features?: readonly string[]): object {
  const { infos, positions } = shapedBy(shaper, text, features);
  const told = toldBy(text, infos, positions);
  return {
    positions,
    glyphs: infos.map(({ codepoint: glyph }, at) => ({
      id: glyph === 0 ? '0' : `${glyph} ${told[at]!}`,
      advanceWidth: font.getGlyph(glyph).advanceWidth,
      codePoints: Array.from(told[at]!, (character) => character.codePointAt(0)!),
    })),
    get advanceWidth() {
      return positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
    },
  };
}

/** What readers of the file are told that each glyph is. Of a letter in several pieces, its widest is all of it. */
function toldBy(text: string, infos: readonly GlyphInfo[], positions: readonly GlyphPosition[]): string[] {
  const starts = [...new Set(infos.map(({ cluster }) => cluster)), text.length].sort((a, b) => a - b);
  const widest = new Map<number, number>();
  for (const [at, { cluster }] of infos.entries()) {
    const best = widest.get(cluster);
    if (best === undefined || positions[at]!.xAdvance > positions[best]!.xAdvance) widest.set(cluster, at);
  }
  return infos.map(({ cluster }, at) =>
    widest.get(cluster) === at ? text.slice(cluster, starts[starts.indexOf(cluster) + 1]) : '',
  );
}

/** A glyph that stands for several letters, such as an Arabic one without its dots, has a code for each of them. */
function tellingApart(subset: Subset): Subset {
  const codes = new Map([['0', 0]]);
  return Object.assign(subset, {
    includeGlyph(glyph: string | number) {
      const key = String(glyph);
      if (!codes.has(key)) codes.set(key, subset.glyphs.push(parseInt(key)) - 1);
      return codes.get(key)!;
    },
  });
}
