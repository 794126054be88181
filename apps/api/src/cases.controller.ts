import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { caseCard, casesAnswer, streamOf, timelineAnswer } from '#domain';
import type { FastifyReply } from 'fastify';
import { Questions } from './questions.js';
import { etagOf } from './request/headers.js';
import type { Asked } from './request/parameters.js';

@Controller('cases')
export class CasesController {
  constructor(private readonly questions: Questions) {}

  @Get()
  async list(@Query() asked: Asked) {
    const { country, kind, q, cursor, limit } = asked;
    return casesAnswer(
      this.questions.reader,
      { country, kind, q, after: cursor, limit },
      await this.questions.of(asked),
    );
  }

  @Get(':reference')
  async card(
    @Param('reference') reference: string,
    @Query() asked: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const card = await caseCard(this.questions.reader, reference, await this.questions.of(asked), asked.before);
    await this.tellRevision(String(card['reference']), reply);
    return card;
  }

  @Get(':reference/developments')
  async timeline(
    @Param('reference') reference: string,
    @Query() asked: Asked,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { type, from, to, cursor, limit } = asked;
    const question = await this.questions.of(asked);
    const timeline = await timelineAnswer(
      this.questions.reader,
      reference,
      { type, from, to, cursor, limit },
      question,
    );
    await this.tellRevision(String(timeline['case']), reply);
    return timeline;
  }

  /** Where the case is now, whatever day was asked about: the revision to log the next development with. */
  private async tellRevision(reference: string, reply: FastifyReply): Promise<void> {
    const { reader } = this.questions;
    const developments = await reader.developmentsOf(reference, await reader.momentAt(null));
    const revisions = developments
      .filter(({ stream }) => stream === streamOf(reference))
      .map(({ revision }) => revision);
    void reply.header('etag', etagOf(Math.max(0, ...revisions)));
  }
}
