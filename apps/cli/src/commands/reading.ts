import {
  boardAnswer,
  caseCard,
  casesAnswer,
  changesAnswer,
  PERSON_VIEWS,
  statusAnswer,
  timelineAnswer,
  type Question,
  type RecordReader,
} from '#domain';
import { toldIn } from '#reports';
import type { Command } from 'commander';
import { CommandError, EXIT } from '../exit.js';
import type { Parts } from '../parts.js';
import { printCard, printCases, printChanges, printTimeline } from '../print/case.js';
import { printBoard, printStatus, type Json } from '../print/status.js';
import { inCountry, onBothClocks, onTwoPairs, paged, pairOf, question, type Asked } from '../questions.js';

type Using = (parts: Parts, use: (reader: RecordReader) => Promise<Json>) => Promise<Json>;
type Answering = (reader: RecordReader, asked: Asked, reference: string) => Promise<Json>;
type Printing = (answer: Json, width: number) => string[];

/** Every question, asked of whatever `using` reads from: the rows, or the log alone. */
export function addReadingCommands(program: Command, parts: Parts, using: Using): void {
  const asking = new Asking(parts, using);
  addQuestionsOfPeople(program, asking);
  addQuestionsOfCases(program, asking);
}

class Asking {
  constructor(
    private readonly parts: Parts,
    private readonly using: Using,
  ) {}

  of(answer: Answering, print: Printing): (reference: string, asked: Asked) => Promise<void> {
    return async (reference, asked) => {
      const told = await this.using(this.parts, (reader) => answer(reader, asked, reference));
      const { output } = this.parts;
      if (asked.json) await output.json(told);
      else for (const line of print(toldIn('en', told), output.width)) await output.line(line);
    };
  }

  everywhere(answer: Answering, print: Printing): (asked: Asked) => Promise<void> {
    return (asked) => this.of(answer, print)('', asked);
  }

  question(reader: RecordReader, asked: Asked): Promise<Question> {
    return question(reader, asked, this.parts.now());
  }

  pair(which: 'from' | 'to', reader: RecordReader, asked: Asked): Promise<Question> {
    return pairOf(which, { reader, now: this.parts.now() }, asked);
  }
}

function addQuestionsOfPeople(program: Command, asking: Asking): void {
  const status: Answering = async (reader, asked, reference) =>
    statusAnswer(reader, reference, await asking.question(reader, asked), viewOf(asked.view));
  onBothClocks(program.command('status').argument('<reference>'))
    .description('every view of one parliamentarian, with why')
    .option('--view <view>', 'only this view')
    .action(asking.of(status, printStatus));

  const board: Answering = async (reader, asked) =>
    boardAnswer(reader, { ...asked, after: asked.cursor ?? null }, await asking.question(reader, asked));
  inCountry(paged(onBothClocks(program.command('board'))))
    .description('who has which value, and how many at least and at most')
    .requiredOption('--view <view>', 'which question, such as custody')
    .option('--value <value>', 'only who has this value, certainly or possibly')
    .option('--case <reference>', 'only certain and possible members of this case')
    .action(asking.everywhere(board, printBoard));

  const changes: Answering = async (reader, { cursor: after, case: reference, ...asked }) => {
    const from = await asking.pair('from', reader, asked);
    const to = await asking.pair('to', reader, asked);
    return changesAnswer(reader, from, to, { case: reference, after, limit: asked.limit });
  };
  paged(onTwoPairs(program.command('changes')))
    .description('what changed between two pairs of days')
    .option('--case <reference>', 'only of this case')
    .action(asking.everywhere(changes, printChanges));
}

function addQuestionsOfCases(program: Command, asking: Asking): void {
  const timeline: Answering = async (reader, asked, reference) =>
    timelineAnswer(reader, reference, asked, await asking.question(reader, asked));
  paged(onBothClocks(program.command('timeline').argument('<reference>')))
    .description('the developments of a case, in order of days')
    .option('--type <type>', 'only this event type')
    .option('--from <day>', 'only what may have happened on this day or later')
    .option('--to <day>', 'only what may have happened by this day')
    .action(asking.of(timeline, printTimeline));

  const card: Answering = async (reader, asked, reference) =>
    caseCard(reader, reference, await asking.question(reader, asked), asked.before);
  onBothClocks(program.command('case').argument('<reference>'))
    .description('the card that a decision prints')
    .option('--before <event>', 'without this decision, as its own printed card is')
    .action(asking.of(card, printCard));

  const cases: Answering = async (reader, asked) =>
    casesAnswer(reader, { ...asked, after: asked.cursor }, await asking.question(reader, asked));
  inCountry(paged(onBothClocks(program.command('cases'))))
    .description('the cases that are known')
    .option('--kind <kind>', 'individual or collective')
    .option('--q <text>', 'only those whose reference, name or title holds this, with or without its accents')
    .action(asking.everywhere(cases, printCases));
}

function viewOf(name: string | undefined): string | undefined {
  if (name === undefined || PERSON_VIEWS.some((view) => view.name === name)) return name;
  const views = PERSON_VIEWS.map((view) => view.name).join(', ');
  throw new CommandError(EXIT.refused, `--view must be one of ${views}`);
}
