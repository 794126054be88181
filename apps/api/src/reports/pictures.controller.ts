import { Controller, Get, Header, Query } from '@nestjs/common';
import { pictureOfCaseSvg, pictureOfPersonSvg, provenanceOf } from '#reports';
import { Questions } from '../questions.js';
import { languageOf, type Asked } from '../request/parameters.js';
import { oneOf } from './one-of.js';

/** A record as a picture, and as a graph of where each of its statements comes from. */
@Controller('reports')
export class PicturesController {
  constructor(private readonly questions: Questions) {}

  @Get('timeline.svg')
  @Header('content-type', 'image/svg+xml; charset=utf-8')
  async picture(@Query() asked: Asked): Promise<string> {
    const { person, case: reference, view } = asked;
    const language = languageOf(asked);
    if ((person === undefined) === (reference === undefined))
      throw oneOf('person', 'or case must be given, and not both: of whom the picture is');
    const question = await this.questions.of(asked);
    const { reader } = this.questions;
    if (reference !== undefined) return pictureOfCaseSvg(reader, { reference, language, view }, question);
    if (view !== undefined) throw oneOf('view', 'goes with a case: the picture of a person has every view');
    return pictureOfPersonSvg(reader, { reference: person!, language }, question);
  }

  @Get('provenance')
  @Header('content-type', 'application/ld+json; charset=utf-8')
  async provenance(@Query() asked: Asked): Promise<string> {
    return JSON.stringify(await provenanceOf(this.questions.reader, asked.case!, await this.questions.of(asked)));
  }
}
