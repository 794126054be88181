import { Controller, Get, Query } from '@nestjs/common';
import { openedFigure, questionOfYear, statisticsAnswer, type Dimension, type StatisticsAsked } from '#reports';
import type { Question } from '#domain';
import { Questions } from '../questions.js';
import { languageOf, type Asked } from '../request/parameters.js';
import { Pages } from './pages.js';
import { oneOf } from './one-of.js';

@Controller('reports/statistics')
export class StatisticsController {
  constructor(
    private readonly questions: Questions,
    private readonly pages: Pages,
  ) {}

  @Get()
  async statistics(@Query() asked: Asked) {
    const question = await questionOf(this.questions, asked);
    const { reader } = this.questions;
    const { open, cursor, limit } = asked;
    const figures = statisticsAsked(asked);
    if (open !== undefined)
      return this.pages.of(['statistics', question.echo, figures, open], { cursor, limit }, () =>
        openedFigure(reader, { ...figures, open }, question),
      );
    if (cursor !== undefined) throw oneOf('cursor', 'goes with open: only the rows behind a figure have pages');
    return statisticsAnswer(reader, figures, question);
  }
}

/** Of a year as of its last day that had come. */
export async function questionOf(questions: Questions, asked: Asked): Promise<Question> {
  const question = await questions.of(asked);
  const { year, asOf, knownAt } = asked;
  return year === undefined ? question : questionOfYear(questions.reader, question, { year, asOf, knownAt });
}

export const statisticsAsked = ({ year, by, country, suppressBelow, lang }: Asked): StatisticsAsked => ({
  year,
  by: by as Dimension | undefined,
  country,
  suppressBelow: suppressBelow === undefined ? undefined : Number(suppressBelow),
  language: languageOf({ lang }),
});
