import { Flag, Id, LaterDay, ListOf, NoFields, OneOf, Optional, Personal, Text } from './fields.js';
import { keyOfEvent, listOf, text } from './specs.js';

const ORDERS = ['pretrial_order', 'administrative_order', 'execution_of_sentence', 'none_stated'] as const;
const HOUSE_TITLES = ['bail_condition', 'order', 'execution_of_sentence', 'none_stated'] as const;
export const YES_NO = ['yes', 'no', 'not_stated'] as const;
export type YesNo = (typeof YES_NO)[number];
const AXES = ['solitary', 'visits', 'medicalCare', 'lawyer', 'family', 'video'] as const;
const CONDITIONS = ['yes', 'no', 'restricted', 'not_stated'] as const;
const TRAVEL = ['ban', 'passport', 'condition'] as const;

/** Nothing to say beyond that it happened. */
@NoFields()
export class NoFacts {}

export class Arrested {
  @Optional() @Text('who made the arrest', 300) readonly body?: string;
  @Optional() @Flag('whether a warrant was shown', { orText: true }) readonly warrant?: boolean | string;
  @Optional() @Text('on what ground') readonly ground?: string;
}

export class DetentionOrdered {
  @OneOf(ORDERS, 'on what title the person is held') readonly title!: (typeof ORDERS)[number];
  @Optional() @Text('the court', 300) readonly court?: string;
  @Optional() @Id('the proceeding') readonly proceeding?: string;
  @Optional() @LaterDay('until when') readonly until?: string;
}

export class DetentionExtended {
  @Optional() @LaterDay('until when') readonly until?: string;
}

export class DetentionConditionsReported {
  @OneOf(AXES, 'which condition') readonly axis!: (typeof AXES)[number];
  @OneOf(CONDITIONS, 'how it is') readonly value?: (typeof CONDITIONS)[number];
  @Optional() @Personal() @Text('what the source tells of it') readonly detail?: string;
}

export class Bail {
  @Optional() @Id('the proceeding') readonly proceeding?: string;
  @Optional() @Text('the court', 300) readonly court?: string;
  @Optional() @ListOf(text(500), 'the conditions') readonly conditions?: readonly string[];
}

export class HouseArrestImposed {
  @OneOf(HOUSE_TITLES, 'on what title the person is kept at home') readonly title!: (typeof HOUSE_TITLES)[number];
  @Optional() @Id('the proceeding') readonly proceeding?: string;
  @Optional() @ListOf(text(500), 'the limits') readonly limits?: readonly string[];
}

export class HouseArrestEased {
  @ListOf(text(500), 'the limits that remain') readonly limits!: readonly string[];
}

export class SupervisionImposed {
  @Optional() @Id('the proceeding') readonly proceeding?: string;
  @Optional() @ListOf(text(500), 'the conditions') readonly conditions?: readonly string[];
  @Optional() @LaterDay('until when') readonly until?: string;
}

/** All of them, or those that began with the events of these keys. */
export const ends = listOf(keyOfEvent, { min: 1, words: ['all'], unique: true });
export type Ends = 'all' | readonly string[];

export class Released {
  @ListOf(ends.of, 'which titles it ends: all, or the keys of their events', ends) readonly ends!: Ends;
  @Optional() @Text('on what ground') readonly ground?: string;
  @Optional() @OneOf(YES_NO, 'whether conditions are attached') readonly conditional?: YesNo;
}

export class TravelRestricted {
  @OneOf(TRAVEL, 'by what means') readonly kind!: (typeof TRAVEL)[number];
  @Optional() @Id('the proceeding') readonly proceeding?: string;
}
