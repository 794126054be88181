import { Count, KeyOfEvent, OneOf, Optional, Personal, Text } from './fields.js';

const RETURN_OUTCOMES = ['failed', 'refused', 'not_stated'] as const;
const MOTIVES = ['political', 'not_political', 'contested', 'not_stated'] as const;
const ROLES = ['material', 'instigator', 'not_stated'] as const;

export class Left {
  @Optional() @Personal() @Text('to where', 300) readonly to?: string;
}

export class ReturnAttempted {
  @OneOf(RETURN_OUTCOMES, 'what became of it') readonly outcome?: (typeof RETURN_OUTCOMES)[number];
}

export class Detailed {
  @Optional() @Personal() @Text('what the source tells of it') readonly detail?: string;
}

export class Killed {
  @Optional() @OneOf(MOTIVES, 'the motive, as this voice tells it') readonly motive?: (typeof MOTIVES)[number];
}

export class Died {
  @Optional() @Personal() @Text('the cause', 500) readonly cause?: string;
}

export class Perpetrator {
  @OneOf(ROLES, 'the part taken in the act') readonly role?: (typeof ROLES)[number];
  @Optional() @Count('how many persons', 1) readonly count?: number;
  @Optional() @KeyOfEvent('the key of the event that the act was logged as') readonly of?: string;
}
