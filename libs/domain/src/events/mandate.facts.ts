import { Flag, Id, LaterDay, ListOf, OneOf, Optional, Personal, Text } from './fields.js';
import { HowLong } from './justice.facts.js';
import { ends, YES_NO, type Ends, type YesNo } from './liberty.facts.js';
import { text } from './specs.js';

const BEGINNINGS = ['elected', 'replacement', 'appointed', 'not_stated'] as const;
const ENDINGS = ['term', 'dissolution', 'resigned', 'other'] as const;
const LIFTINGS = ['rehabilitated', 'quashed'] as const;

export class MandateBegan {
  @OneOf(BEGINNINGS, 'how it began') readonly how?: (typeof BEGINNINGS)[number];
  @OneOf(YES_NO, 'whether the seat was taken') readonly seated?: YesNo;
  @Optional() @Text('the chamber of parliament', 200) readonly chamber?: string;
  @Optional() @LaterDay('the end of the term') readonly until?: string;
}

export class Immunity {
  @Optional() @Text('the body that decided', 300) readonly body?: string;
}

export class MandateTaken {
  @Optional() @Text('the authority that took it', 300) readonly authority?: string;
  @Optional() @Text('on what ground') readonly ground?: string;
  @Optional() @Personal() @Text('to whom the seat was given', 300) readonly seatGivenTo?: string;
}

export class MandateEnded {
  @OneOf(ENDINGS, 'how it ended') readonly how!: (typeof ENDINGS)[number];
}

export class PoliticalBanImposed extends HowLong {
  @Optional() @Text('the authority that imposed it', 300) readonly authority?: string;
  @Optional() @ListOf(text(200), 'the rights lost, such as vote or stand') readonly rights?: readonly string[];
  @Optional()
  @Flag('whether an appeal is open, in a word or in the words of the source', { orText: true })
  readonly appeal?: boolean | string;
}

export class PoliticalBanLifted {
  @ListOf(ends.of, 'which bans it ends: all, or the keys of their events', ends) readonly ends!: Ends;
  @OneOf(LIFTINGS, 'why it ended') readonly ground!: (typeof LIFTINGS)[number];
  @Optional() @Text('the decree or law', 300) readonly instrument?: string;
}

export class OfParty {
  @Id('the party, by the one name used for it in the record') readonly party!: string;
  @Optional() @Text('the authority that decided', 300) readonly authority?: string;
}
