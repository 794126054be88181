import { mediaTypeOf, SHEET_FORMATS, type SheetFormat } from '#reports';

/** What the Accept header would rather have, of what there is: RFC 9110, 12.5.1. JSON where it says nothing that is known here. */
export function formatWanted(accept = ''): SheetFormat {
  const wanted = accept
    .split(',')
    .map((part, place) => rangeOf(part, place))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || a.place - b.place);
  for (const { range } of wanted) {
    const format = SHEET_FORMATS.find((one) => matches(range, bareType(one)));
    if (format) return format;
  }
  return 'json';
}

function rangeOf(part: string, place: number): { range: string; quality: number; place: number } {
  const [range = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase());
  const [, quality] = /^q=([01](?:\.\d{1,3})?)$/.exec(parameters.find((one) => one.startsWith('q=')) ?? 'q=1') ?? [];
  return { range, quality: Number(quality ?? 1), place };
}

const bareType = (format: SheetFormat): string => mediaTypeOf(format).split(';')[0]!;

const matches = (range: string, type: string): boolean =>
  range === '*/*' || range === type || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
