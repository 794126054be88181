import type { Question, RecordReader } from '#domain';
import { labelsIn, type Language } from '../labels/index.js';
import { pictureOfCase, pictureOfPerson } from './lanes.js';
import { svgOf } from './svg.js';

export interface PictureWanted {
  readonly reference: string;
  readonly language: Language;
}

/** The statuses of a person, drawn over time. */
export async function pictureOfPersonSvg(
  reader: RecordReader,
  { reference, language }: PictureWanted,
  question: Question,
): Promise<string> {
  const labels = labelsIn(language);
  return svgOf(await pictureOfPerson(reader, { reference, labels }, question), question, { language, labels });
}

/** One view of all who were members of a case, drawn over time. */
export async function pictureOfCaseSvg(
  reader: RecordReader,
  { reference, language, view }: PictureWanted & { readonly view?: string | undefined },
  question: Question,
): Promise<string> {
  const labels = labelsIn(language);
  return svgOf(await pictureOfCase(reader, { reference, view, labels }, question), question, { language, labels });
}
