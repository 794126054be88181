import { Controller, Get, Query, Res } from '@nestjs/common';
import { begun, boardTable, csvOf, followUpTable, statisticsTable, timelineTable, xlsxOf, type Table } from '#reports';
import type { FastifyReply } from 'fastify';
import { Questions } from '../questions.js';
import { languageOf, type Asked } from '../request/parameters.js';
import { oneOf } from './one-of.js';
import { questionOf, statisticsAsked } from './statistics.controller.js';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const CSV_TYPE = 'text/csv';

type Kind = 'csv' | 'xlsx';

/** Any board, timeline or statistic as a table to take away. Rows are made while they are sent. */
@Controller('reports')
export class TablesController {
  constructor(private readonly questions: Questions) {}

  @Get('board.csv')
  boardCsv(@Query() asked: Asked, @Res() reply: FastifyReply) {
    return this.board(asked, 'csv', reply);
  }

  @Get('board.xlsx')
  boardXlsx(@Query() asked: Asked, @Res() reply: FastifyReply) {
    return this.board(asked, 'xlsx', reply);
  }

  @Get('timeline.csv')
  timelineCsv(@Query() asked: Asked, @Res() reply: FastifyReply) {
    return this.timeline(asked, 'csv', reply);
  }

  @Get('timeline.xlsx')
  timelineXlsx(@Query() asked: Asked, @Res() reply: FastifyReply) {
    return this.timeline(asked, 'xlsx', reply);
  }

  @Get('statistics.csv')
  statisticsCsv(@Query() asked: Asked, @Res() reply: FastifyReply) {
    return this.statistics(asked, 'csv', reply);
  }

  @Get('statistics.xlsx')
  statisticsXlsx(@Query() asked: Asked, @Res() reply: FastifyReply) {
    return this.statistics(asked, 'xlsx', reply);
  }

  @Get('follow-up.csv')
  followUpCsv(@Query() asked: Asked, @Res() reply: FastifyReply) {
    return this.followUp(asked, 'csv', reply);
  }

  @Get('follow-up.xlsx')
  followUpXlsx(@Query() asked: Asked, @Res() reply: FastifyReply) {
    return this.followUp(asked, 'xlsx', reply);
  }

  private async board(asked: Asked, kind: Kind, reply: FastifyReply): Promise<void> {
    const { view, value, country, case: reference } = asked;
    const question = await this.questions.of(asked);
    const language = languageOf(asked);
    const table = boardTable(this.questions.reader, { view, value, country, case: reference, language }, question);
    return send(table, kind, asked, reply);
  }

  private async timeline(asked: Asked, kind: Kind, reply: FastifyReply): Promise<void> {
    const { person, country, case: reference } = asked;
    if (person !== undefined && (reference ?? country) !== undefined)
      throw oneOf('person', 'stands alone: ask for a person, or for a case or a country');
    const question = await this.questions.of(asked);
    const language = languageOf(asked);
    const table = timelineTable(this.questions.reader, { person, country, case: reference, language }, question);
    return send(table, kind, asked, reply);
  }

  private async statistics(asked: Asked, kind: Kind, reply: FastifyReply): Promise<void> {
    const question = await questionOf(this.questions, asked);
    const table = statisticsTable(this.questions.reader, { ...statisticsAsked(asked), open: asked.open }, question);
    return send(table, kind, asked, reply);
  }

  private async followUp(asked: Asked, kind: Kind, reply: FastifyReply): Promise<void> {
    const { country, case: reference } = asked;
    const language = languageOf(asked);
    const question = await this.questions.of(asked);
    const table = followUpTable(this.questions.reader, { country, case: reference, language }, question);
    return send(table, kind, asked, reply);
  }
}

/** What is wrong with the question shows before the first row is sent; a fault after it breaks the answer off. */
async function send(asked: Table, kind: Kind, { bom }: Asked, reply: FastifyReply): Promise<void> {
  const table = await begun(asked);
  const stream = kind === 'csv' ? csvOf(table, { bom: bom === 'true' }) : xlsxOf(table);
  void reply
    .headers({
      'content-type': kind === 'csv' ? `${CSV_TYPE}; charset=utf-8; header=present` : XLSX_TYPE,
      'content-disposition': `attachment; filename="${table.name}.${kind}"`,
      'content-language': table.language,
    })
    .send(stream);
}
