import { Controller, Get, Headers, Inject, Param, Query, Res } from '@nestjs/common';
import { sheetFile, type SheetFormat } from '#reports';
import type { FastifyReply } from 'fastify';
import { RELEASE } from '../openapi/served.js';
import { FONTS } from '../parts.js';
import { Questions } from '../questions.js';
import { languageOf, type Asked } from '../request/parameters.js';
import { formatWanted } from './accept.js';
import { fileHeaders } from './file-headers.js';

@Controller('cases')
export class SheetController {
  constructor(
    private readonly questions: Questions,
    @Inject(FONTS) private readonly fonts: readonly string[],
  ) {}

  @Get(':reference/sheet')
  async sheet(
    @Param('reference') reference: string,
    @Query() asked: Asked,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const question = await this.questions.of(asked);
    const format = (asked.format as SheetFormat | undefined) ?? formatWanted(accept);
    const language = languageOf(asked);
    const wanted = { reference, language, format, release: RELEASE, fonts: this.fonts };
    const file = await sheetFile(this.questions.reader, wanted, question);
    void reply.headers({ ...fileHeaders(file), 'content-language': language, vary: 'accept' });
    return Buffer.from(file.bytes);
  }
}
