import { Controller, Get, Param, Query } from '@nestjs/common';
import { identityAnswer, statusAnswer } from '#domain';
import { Questions } from './questions.js';
import type { Asked } from './request/parameters.js';

@Controller('parliamentarians')
export class ParliamentariansController {
  constructor(private readonly questions: Questions) {}

  @Get(':reference')
  async identity(@Param('reference') reference: string, @Query() asked: Asked) {
    return identityAnswer(this.questions.reader, reference, await this.questions.of(asked));
  }

  @Get(':reference/status')
  async status(@Param('reference') reference: string, @Query() asked: Asked) {
    return statusAnswer(this.questions.reader, reference, await this.questions.of(asked), asked.view);
  }
}
