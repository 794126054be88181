import { Controller, Get, Query } from '@nestjs/common';
import { changesReport } from '#reports';
import { Questions } from '../questions.js';
import { languageOf, type Asked } from '../request/parameters.js';
import { Pages } from './pages.js';

@Controller('reports/changes')
export class ChangesReportController {
  constructor(
    private readonly questions: Questions,
    private readonly pages: Pages,
  ) {}

  @Get()
  async changes(@Query() asked: Asked) {
    const from = await this.questions.ofPair('from', asked);
    const to = await this.questions.ofPair('to', asked);
    const { case: reference, country, cursor, limit } = asked;
    const language = languageOf(asked);
    return this.pages.of(['changes', from.echo, to.echo, reference, country, language], { cursor, limit }, () =>
      changesReport(this.questions.reader, from, to, { case: reference, country, language }),
    );
  }
}
