import { Body, Controller, Get, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { foreignCursor, QuestionError } from '#domain';
import { ChangesSince, IssuedReports, sheetFile, type IssuedReport, type SheetAsked } from '#reports';
import type { FastifyReply } from 'fastify';
import { RELEASE } from '../openapi/served.js';
import { CLOCK, FONTS, OFFICER, type Clock } from '../parts.js';
import { Problem } from '../problem.js';
import { Questions } from '../questions.js';
import type { Asked } from '../request/parameters.js';
import { fileHeaders } from './file-headers.js';
import { inBody, readIssuing } from './issuing.js';

/** Reports that went out: what was asked, the bytes for ever, and whether the record would answer otherwise today. */
@Controller('reports/issued')
export class IssuedController {
  constructor(
    private readonly questions: Questions,
    private readonly reports: IssuedReports,
    @Inject(CLOCK) private readonly now: Clock,
    @Inject(OFFICER) private readonly officer: string,
    @Inject(FONTS) private readonly fonts: readonly string[],
  ) {}

  @Post()
  async issue(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply) {
    const { case: reference, language, format, ...asked } = readIssuing(body);
    const wanted = { reference, language, format, release: RELEASE, fonts: this.fonts };
    const { question, file } = await this.answered(asked, wanted);
    const { report, isNew } = await this.reports.issue(
      file,
      { report: 'sheet', case: file.case, ...question.echo, language, format, release: RELEASE },
      { officer: this.officer, now: this.now() },
    );
    void reply.status(isNew ? 201 : 200).header('location', `/reports/issued/${report.digest}`);
    return report;
  }

  @Get()
  async list(@Query() { after, cursor, limit }: Asked) {
    await this.questions.reached(after);
    const all = await this.reports.list();
    const start = cursor === undefined ? 0 : placeAfter(all, cursor);
    const page = all.slice(start, start + limit);
    const changes = new ChangesSince(this.questions.reader);
    const reports: object[] = [];
    for (const report of page) reports.push({ ...report, since: await changes.of(report) });
    return { reports, next: all.length > start + limit ? page.at(-1)!.digest : null };
  }

  @Get(':digest')
  async read(@Param('digest') digest: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const issued = await this.reports.read(digest);
    if (!issued) throw new Problem('no-such-report');
    const { report, bytes } = issued;
    void reply.headers({ ...fileHeaders({ ...report, bytes }), 'content-language': report.language });
    return bytes;
  }

  private async answered(asked: Pick<Asked, 'asOf' | 'knownAt' | 'lens'>, wanted: SheetAsked) {
    try {
      const question = await this.questions.of({ ...asked, limit: 1 });
      return { question, file: await sheetFile(this.questions.reader, wanted, question) };
    } catch (error) {
      throw error instanceof QuestionError ? inBody(error) : error;
    }
  }
}

function placeAfter(all: readonly IssuedReport[], cursor: string): number {
  const at = all.findIndex(({ digest }) => digest === cursor);
  if (at >= 0) return at + 1;
  throw foreignCursor();
}
