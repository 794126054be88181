import { Controller, Get, Header, Query } from '@nestjs/common';
import { followUpAnswer, followUpCalendar } from '#reports';
import { Questions } from '../questions.js';
import type { Asked } from '../request/parameters.js';
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
    return this.pages.of(['follow-up', question.echo, reference, country], { cursor, limit }, () =>
      followUpAnswer(this.questions.reader, { case: reference, country }, question),
    );
  }

  @Get('follow-up.ics')
  @Header('content-type', 'text/calendar; charset=utf-8')
  async calendar(@Query() asked: Asked): Promise<string> {
    const { case: reference, country } = asked;
    return followUpCalendar(this.questions.reader, { case: reference, country }, await this.questions.of(asked));
  }
}
