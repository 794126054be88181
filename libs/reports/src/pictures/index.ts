import type { AnyView, Question, RecordReader } from '#domain';
import { pictureOfCase, pictureOfPerson } from './lanes.js';
import { svgOf } from './svg.js';

/** The statuses of a person, drawn over time. */
export const pictureOfPersonSvg = async (
  reader: RecordReader,
  reference: string,
  question: Question,
): Promise<string> => svgOf(await pictureOfPerson(reader, reference, question), question);

/** One view of all members of a case, drawn over time. */
export const pictureOfCaseSvg = async (
  reader: RecordReader,
  reference: string,
  view: AnyView,
  question: Question,
): Promise<string> => svgOf(await pictureOfCase(reader, reference, view, question), question);
