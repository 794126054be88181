import fc from 'fast-check';

const MS_PER_DAY = 86_400_000;
export const DAY_ZERO = Date.parse('2018-01-01') / MS_PER_DAY;

export const iso = (day: number): string => new Date(day * MS_PER_DAY).toISOString().slice(0, 10);

/** How a source dates a thing that it knows by a day: a form, and how long before. */
export interface DateDraw {
  readonly form: number;
  readonly back: number;
  readonly width: number;
}

export const dateDraw: fc.Arbitrary<DateDraw> = fc.record({
  form: fc.nat(99),
  back: fc.oneof({ weight: 3, arbitrary: fc.nat(40) }, { weight: 1, arbitrary: fc.nat(500) }),
  width: fc.integer({ min: 1, max: 60 }),
});

/** EDTF of every kind that the record takes, two thirds of them plain days. */
export function dateOf({ form, back, width }: DateDraw, known: number): string {
  const day = known - back;
  if (form < 62) return iso(day);
  if (form < 68) return iso(day).slice(0, 7);
  if (form < 71) return iso(day).slice(0, 4);
  if (form < 79) return `[${iso(day - width)}..${iso(day)}]`;
  if (form < 84) return `${iso(day - width)}/${iso(day)}`;
  if (form < 89) return `../${iso(day)}`;
  if (form < 91) return `${iso(day)}~`;
  if (form < 94) return `${iso(day)}T${form % 2 ? '09:00' : '17:30'}`;
  if (form < 96) return `${iso(day).slice(0, 8)}XX`;
  if (form < 98) return `${iso(day - width).slice(0, 7)}/${iso(day)}`;
  return `[${iso(day - width)},${iso(day)}]`;
}
