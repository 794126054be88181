import { dayOf, isoOf, type Day, type Question } from '#domain';
import { escape } from '../document/escape.js';
import { dateIn, fill, wordFor, type Labels, type Language } from '../labels/index.js';
import { styleOf, styles, type Style } from './fills.js';
import type { Bar, Lane, Picture } from './lanes.js';
import type { Stay } from './stays.js';

const WIDTH = 1_120;
const LABEL = 250;
const RIGHT = 24;
const TOP = 92;
const LANE = 30;
const BAR = 20;
const AXIS = 26;
const LEGEND_ROW = 22;
const LEGEND_COLUMN = 270;
const CHARACTER = 6.4;
const TICKS_MAX = 12;
const TICK_MONTHS = [1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600, 1_200];
const YEAR_DAYS = 365.25;

/**
 * A picture of spans of days. It says the same without colour: every value has its own hatching and its word in the bar or the legend, what is only
 * possible is outlined by dashes, what is disputed bears an exclamation mark, what nothing has confirmed for long is faded over dots, a beginning on an unknown day is drawn as a slope over those days.
 */
export function svgOf(picture: Picture, question: Question, { language, labels }: InWords): string {
  const values = [
    ...new Set(picture.lanes.flatMap(({ bars }) => bars.flatMap((bar) => [bar.value, ...bar.otherwise]))),
  ];
  const fills = styles(values);
  const bottom = TOP + picture.lanes.length * LANE;
  const legend = legendOf(fills, bottom + AXIS + 24, signsIn(picture, labels));
  const note = noteOf(picture, question, labels);
  const at = scale(picture);
  const parts = [
    head(picture, { note, height: legend.bottom + 12, language, labels }),
    definitions(fills),
    `<text class="title" x="16" y="30">${escaped(picture.title)}</text>`,
    `<text class="note" x="16" y="52">${escaped(note)}</text>`,
    ...ticks(picture, at, bottom),
    ...picture.marks.map(({ day, words }) => markOf(at(day), words, bottom)),
    ...picture.lanes.map((lane, index) => laneOf(lane, index, { at, fills, picture, labels })),
    ...(picture.lanes.length === 0
      ? [`<text class="note" x="16" y="${TOP + 12}">${escaped(labels.picture.none)}</text>`]
      : []),
    ...legend.parts,
    '</svg>',
  ];
  return `${parts.join('\n')}\n`;
}

/** The language of a picture, and its words. */
export interface InWords {
  readonly language: Language;
  readonly labels: Labels;
}

type At = (day: Day) => number;

const scale =
  ({ from, to }: Picture): At =>
  (day) =>
    rounded(LABEL + ((Math.min(Math.max(day, from), to) - from) / (to - from)) * (WIDTH - LABEL - RIGHT));

interface Head extends InWords {
  readonly note: string;
  readonly height: number;
}

function head({ title, lanes }: Picture, { note, height, language, labels }: Head): string {
  const { colon, semicolon } = labels.punctuation;
  const told = lanes.map((lane) => {
    const spans = [
      ...lane.stays.map((stay) => [stay, stayWords(stay, labels)] as const),
      ...lane.bars.map((bar) => [bar, wordsOf(bar, labels)] as const),
    ];
    return `${lane.title}${colon}${spans.map(([span, words]) => `${spanOf(span, labels)} ${words}`).join(semicolon)}.`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" xml:lang="${language}" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escaped(title)}, ${escaped(note)}</title>`,
    `<desc id="desc">${escaped(told.join(' ') || labels.picture.none)}</desc>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
  ].join('\n');
}

function noteOf({ leftOut }: Picture, { echo: { asOf, knownAt, position, lens } }: Question, labels: Labels): string {
  const { picture, lenses, nothingKnown, punctuation } = labels;
  const known = knownAt === null ? nothingKnown : dateIn(labels, knownAt.slice(0, 10));
  const note = fill(picture.note, { asOf: dateIn(labels, asOf), knownAt: known, position });
  const whose = lens === 'working' ? note : fill(picture.lens, { note, lens: wordFor(lenses, lens) });
  return leftOut === 0 ? whose : `${whose}${punctuation.semicolon}${fill(picture.leftOut, { n: leftOut })}`;
}

const stayWords = ({ isPossible }: Stay, { picture }: Labels): string =>
  isPossible ? picture.possibleMember : picture.member;

/** What it is, and when it was last confirmed. */
const wordsOf = ({ words, stale }: Bar, labels: Labels): string =>
  [
    words,
    ...stale.map((one) => {
      const date = dateIn(labels, isoOf(one.confirmed), 'adverb');
      return `${spanOf(one, labels)} ${fill(labels.status.stale, { date })}`;
    }),
  ].join(', ');

function spanOf({ from, to }: Pick<Bar, 'from' | 'to'>, labels: Labels): string {
  const { span, now, always } = labels.picture;
  const dayText = (day: Day): string => (Math.abs(day) > 5_000_000 ? always : dateIn(labels, isoOf(day)));
  return fill(span, { from: dayText(from), to: to === null ? now : dayText(to) });
}

function definitions(fills: ReadonlyMap<string, Style>): string {
  const patterns = [...fills.values()].map(
    ({ id, colour, path }) =>
      `<pattern id="${id}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="${colour}"/><path d="${path}" stroke="#000000" stroke-opacity="0.35" fill="none"/></pattern>`,
  );
  return `<style>text{font-family:"DejaVu Sans",Verdana,sans-serif;font-size:11px;fill:#111111}.title{font-size:17px;font-weight:bold}.note{fill:#444444}.in{paint-order:stroke;stroke:#ffffff;stroke-width:3px}</style>\n<defs>${patterns.join('')}</defs>`;
}

interface Drawing {
  readonly at: At;
  readonly fills: ReadonlyMap<string, Style>;
  readonly picture: Picture;
  readonly labels: Labels;
}

function laneOf({ title, bars, stays }: Lane, index: number, drawing: Drawing): string {
  const y = TOP + index * LANE;
  const shade = index % 2 === 0 ? `<rect x="0" y="${y - 4}" width="${WIDTH}" height="${LANE}" fill="#f3f3f3"/>` : '';
  const label = cut(title, LABEL - 24);
  return `<g>${shade}<text x="16" y="${y + 15}"><title>${escaped(title)}</title>${escaped(label)}</text>${bars.map((bar) => barOf(bar, y, drawing)).join('')}${stays.map((stay) => stayOf(stay, y, drawing)).join('')}</g>`;
}

/** A line under the bars. */
function stayOf(stay: Stay, y: number, { at, picture, labels }: Drawing): string {
  const [left, right] = [at(stay.from), Math.max(at(stay.to ?? picture.to), at(stay.from) + 2)];
  const dashes = stay.isPossible ? ' stroke-dasharray="4 3"' : '';
  const words = `${spanOf(stay, labels)}${labels.punctuation.colon}${stayWords(stay, labels)}`;
  return `<g class="stay"><title>${escaped(words)}</title><path d="M${left} ${y + BAR + 3}H${right}" stroke="#222222" stroke-width="2"${dashes}/></g>`;
}

function barOf(bar: Bar, y: number, { at, fills, picture, labels }: Drawing): string {
  const [left, right] = [at(bar.from), Math.max(at(bar.to ?? picture.to), at(bar.from) + 2)];
  const isPossible = bar.certainty === 'possible';
  const isDisputed = bar.certainty === 'disputed';
  const line = isPossible
    ? 'stroke="#000000" stroke-dasharray="4 3"'
    : `stroke="#222222" stroke-width="${isDisputed ? 2.5 : 1}"`;
  const shape = `<path d="${outline(bar, { left, right, y, at })}" fill="url(#${styleOf(fills, bar.value).id})" fill-opacity="${isPossible ? 0.35 : 1}" ${line}/>`;
  const word = `${isDisputed ? '! ' : ''}${isPossible ? `? ${[bar.value, ...bar.otherwise].join(' / ')}` : bar.value}`;
  const room = right - left - 10;
  const shown = room >= word.length * CHARACTER ? word : isDisputed || (isPossible && room >= 14) ? word[0]! : '';
  const text =
    shown === ''
      ? ''
      : `<text class="in" x="${rounded(left + Math.min(6, Math.max(room, 0)))}" y="${y + 15}">${escaped(shown)}</text>`;
  const open =
    bar.to === null
      ? `<path d="M${right - 5} ${y + 4}l6 6l-6 6" fill="none" stroke="#222222" stroke-width="1.5"/>`
      : '';
  return `<g><title>${escaped(`${spanOf(bar, labels)}${labels.punctuation.colon}${wordsOf(bar, labels)}`)}</title>${shape}${bar.stale.map((one) => staleOf(at(one.from), at(one.to ?? picture.to), y)).join('')}${text}${open}</g>`;
}

const staleOf = (left: number, right: number, y: number): string =>
  `<g class="stale"><rect x="${left}" y="${y + 1}" width="${rounded(right - left)}" height="${BAR - 2}" fill="#ffffff" fill-opacity="0.6"/><path d="M${left + 2} ${y + BAR - 3}H${right}" stroke="#222222" stroke-width="2" stroke-dasharray="2 4"/></g>`;

/** A beginning on one of several days rises over them; one that nobody knows is torn. */
function outline(
  { begun }: Bar,
  { left, right, y, at }: { readonly left: number; readonly right: number; readonly y: number; readonly at: At },
): string {
  const [top, foot] = [y, y + BAR];
  if (begun === null) return `M${left} ${top}H${right}V${foot}H${left}Z`;
  if (begun.from === null) return `M${left} ${top}H${right}V${foot}H${left}l4 -4l-4 -4l4 -4l-4 -4Z`;
  const [low, high] = [at(begun.from), Math.min(Math.max(at(begun.to), at(begun.from) + 4), right)];
  return `M${Math.min(high, right)} ${top}H${right}V${foot}H${Math.min(low, left)}Z`;
}

function ticks({ from, to }: Picture, at: At, bottom: number): string[] {
  const spanned = ((to - from) / YEAR_DAYS) * 12;
  const months =
    TICK_MONTHS.find((step) => spanned / step <= TICKS_MAX) ?? Math.ceil(spanned / TICKS_MAX / 1_200) * 1_200;
  const found: string[] = [];
  for (let n = 1; ; n += months) {
    const day = dayOf(Number(yearIn(isoOf(from))), n, 1);
    if (day > to) return found;
    if (day < from) continue;
    const isRoom = at(day) < WIDTH - RIGHT - 30;
    const [x, label] = [at(day), months % 12 === 0 ? yearIn(isoOf(day)) : isoOf(day).slice(0, -3)];
    found.push(
      `<path d="M${x} ${TOP - 8}V${bottom}" stroke="#bbbbbb" stroke-width="1"/><text class="note" x="${x + 3}" y="${bottom + 14}">${isRoom ? label : ''}</text>`,
    );
  }
}

/** Not every year has four digits. */
const yearIn = (iso: string): string => iso.slice(0, -6);

const markOf = (x: number, words: string, bottom: number): string =>
  `<g><title>${escaped(words)}</title><path d="M${x} ${TOP - 12}V${bottom}" stroke="#555555" stroke-dasharray="1 3"/><path d="M${x} ${TOP - 20}l5 6l-5 6l-5 -6Z" fill="#ffffff" stroke="#333333"/></g>`;

/** What a sign means, of those that the picture may have. */
function signsIn({ lanes }: Picture, { picture, punctuation }: Labels): (readonly [string, string])[] {
  const signs = Object.values({
    ...picture.signs,
    ...(lanes.some(({ stays }) => stays.length > 0) && picture.signsOfCase),
  });
  return signs.map(([sign = '', meaning = '']) => [sign, punctuation.colon + meaning]);
}

function legendOf(
  fills: ReadonlyMap<string, Style>,
  top: number,
  meanings: readonly (readonly [string, string])[],
): { parts: string[]; bottom: number } {
  const columns = Math.floor((WIDTH - 32) / LEGEND_COLUMN);
  const values = [...fills].map(([value, { id }], index) => {
    const [x, y] = [16 + (index % columns) * LEGEND_COLUMN, top + Math.floor(index / columns) * LEGEND_ROW];
    return `<rect x="${x}" y="${y}" width="28" height="14" fill="url(#${id})" stroke="#222222"/><text x="${x + 34}" y="${y + 11}">${escaped(value)}</text>`;
  });
  const next = top + Math.ceil(fills.size / columns) * LEGEND_ROW + 10;
  const signs = meanings.map(
    ([sign, meaning], index) =>
      `<text x="16" y="${next + 11 + index * LEGEND_ROW}"><tspan font-weight="bold">${escaped(sign)}</tspan>${escaped(meaning)}</text>`,
  );
  return { parts: [...values, ...signs], bottom: next + meanings.length * LEGEND_ROW };
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

const cut = (text: string, width: number): string => {
  const most = Math.floor(width / CHARACTER);
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
};

/** What sources say is text in a picture, whatever it looks like. */
export const escaped = (text: string): string => escape(text.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ' '));
