import { Controller, Get, Param, Query } from '@nestjs/common';
import { boardAnswer, catalogue, changesAnswer, developmentSchema, partyAnswer } from '#domain';
import { Questions } from './questions.js';
import type { Asked } from './request/parameters.js';

/** Questions over all cases, and what may be logged on them. */
@Controller()
export class DocketController {
  constructor(private readonly questions: Questions) {}

  @Get('board')
  async board(@Query() asked: Asked) {
    const { view, value, country, case: reference, cursor, limit } = asked;
    const question = await this.questions.of(asked);
    return boardAnswer(
      this.questions.reader,
      { view, value, country, case: reference, after: cursor ?? null, limit },
      question,
    );
  }

  @Get('parties/:name/status')
  async party(@Param('name') name: string, @Query() asked: Asked) {
    return partyAnswer(this.questions.reader, name, asked.country, await this.questions.of(asked));
  }

  @Get('changes')
  async changes(@Query() asked: Asked) {
    const { case: reference, cursor, limit } = asked;
    const from = await this.questions.ofPair('from', asked);
    const to = await this.questions.ofPair('to', asked);
    return changesAnswer(this.questions.reader, from, to, { case: reference, after: cursor, limit });
  }

  @Get('event-types')
  eventTypes() {
    return { eventTypes: catalogue(), development: developmentSchema() };
  }
}
