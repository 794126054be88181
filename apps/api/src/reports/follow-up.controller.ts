import { Controller, Get, Query, Res } from '@nestjs/common';
import { followUpAnswer, followUpCalendar } from '#reports';
import type { FastifyReply } from 'fastify';
import { Questions } from '../questions.js';
import { languageOf, type Asked } from '../request/parameters.js';
import { Pages } from './pages.js';

/** What is due: as a list, and as a calendar to subscribe to. */
@Controller('reports')
export class FollowUpController {
  constructor(
    private readonly questions: Questions,
    private readonly pages: Pages,
  ) {}

  @Get('follow-up')
  async list(@Query() asked: Asked) {
    const { case: reference, country, cursor, limit } = asked;
    const question = await this.questions.of(asked);
    const language = languageOf(asked);
    return this.pages.of(['follow-up', question.echo, reference, country, language], { cursor, limit }, () =>
      followUpAnswer(this.questions.reader, { case: reference, country, language }, question),
    );
  }

  @Get('follow-up.ics')
  async calendar(@Query() asked: Asked, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { case: reference, country } = asked;
    const language = languageOf(asked);
    const question = await this.questions.of(asked);
    const calendar = await followUpCalendar(this.questions.reader, { case: reference, country, language }, question);
    void reply.headers({ 'content-type': 'text/calendar; charset=utf-8', 'content-language': language });
    return calendar;
  }
}
