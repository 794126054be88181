import { eventIdOf, RuleError } from '#domain';
import { EventIdConflictError, WrongExpectedRevisionError } from '../errors.js';
import type { EventStore } from '../event-store.js';
import { openEventStore } from '../open-event-store.js';
import { FaultsError } from './errors.js';
import { Recorder, type LogOptions } from './recorder.js';

type Line = Readonly<Record<string, unknown>>;

const NOW = new Date('2026-11-22T12:00:00.000Z');
const line = (reference: string, type: string, more: Line = {}): Line => ({
  case: reference,
  type,
  occurredOn: '2020-03-01',
  assertions: [{ by: 'committee', source: 'made up' }],
  ...more,
});
const person = (reference: string): Line =>
  line(reference, 'CaseOpened', { key: 'open', facts: { kind: 'individual', country: 'IS', name: 'A Person' } });
const arrest = line('TST-01', 'Arrested', { key: 'arrest' });

let store: EventStore;
let recorder: Recorder;

beforeEach(async () => {
  store = await openEventStore('sqlite::memory:', { now: () => NOW });
  recorder = new Recorder(store, { officer: 'Ada', now: () => NOW });
});
afterEach(() => store.close());

const log = (input: unknown, options?: LogOptions) => recorder.log(input, options);
const streamLength = async (reference: string): Promise<number> => {
  let length = 0;
  for await (const _ of store.readStream(`case-${reference}`)) length += 1;
  return length;
};
const faultsOf = async (input: unknown, options?: LogOptions) => {
  const error: unknown = await log(input, options).catch((caught: unknown) => caught);
  if (error instanceof FaultsError || error instanceof RuleError) return error.faults.map(({ path }) => path);
  throw error instanceof Error ? error : new Error('It was logged');
};

describe('logging', () => {
  it('answers where it stands, since when it is known, and what it says', async () => {
    expect(await log(person('TST-01'), { expected: 'no_stream' })).toEqual({
      outcome: 'stored',
      case: 'TST-01',
      eventId: eventIdOf('TST-01', 'open'),
      revision: 0,
      position: '1',
      knownSince: NOW.toISOString(),
      recordedAt: NOW.toISOString(),
      summary: expect.any(String),
      warnings: [],
    });
    expect(await log(arrest, { expected: 0 })).toMatchObject({ outcome: 'stored', revision: 1, position: '2' });
  });

  it('stores what passes, under the name of the officer and in its normal form', async () => {
    await log(person('TST-01'));
    await log({ ...arrest, appliesTo: ['TST-01'] });
    const events = [];
    for await (const event of store.readStream('case-TST-01')) events.push(event);
    expect(events[1]).toMatchObject({
      recordedBy: 'Ada',
      schemaVersion: 1,
      data: { ...arrest, facts: {}, appliesTo: { references: ['TST-01'] } },
    });
  });

  it('tells every fault at once and stores nothing', async () => {
    await log(person('TST-01'));
    expect(await faultsOf({ ...arrest, occurredOn: 'soon', colour: 'red' })).toEqual(['/occurredOn', '/colour']);
    expect(await streamLength('TST-01')).toBe(1);
  });

  it('takes no known since: that is for a backfill', async () => {
    await log(person('TST-01'));
    expect(await faultsOf({ ...arrest, knownSince: '2020-03-01' })).toEqual(['/knownSince']);
  });

  it('needs no case where the caller speaks to one, and takes no other', async () => {
    await log(person('TST-01'));
    const { case: _, ...unaddressed } = arrest;
    expect(await log(unaddressed, { case: 'TST-01' })).toMatchObject({ case: 'TST-01', revision: 1 });
    expect(await faultsOf({ ...arrest, case: 'TST-02' }, { case: 'TST-01' })).toEqual(['/case']);
  });

  it('takes only the types that are taken here', async () => {
    expect(await faultsOf(arrest, { allowedTypes: ['CaseOpened'] })).toEqual(['/type']);
  });

  it('points into a roster as it was written', async () => {
    await log(person('TST-01'));
    expect(await faultsOf({ ...arrest, appliesTo: ['TST-01', 'TST-09'] })).toEqual(['/appliesTo/1']);
  });
});

describe('logging again', () => {
  it('gives the first answer, whatever the expectation', async () => {
    await log(person('TST-01'));
    const { outcome: _, ...first } = await log(arrest, { expected: 0 });
    await log(line('TST-01', 'Escaped'), { expected: 1 });
    for (const expected of [0, 1, 2, 9] as const)
      expect(await log(arrest, { expected })).toEqual({ ...first, outcome: 'already_stored' });
  });

  it('gives the first answer even where the rules would refuse it by now', async () => {
    await log(person('TST-01'));
    await log(arrest);
    const source = line('TST-01', 'SourceAdded', { key: 'source', target: 'arrest' });
    await log(source);
    await log(line('TST-01', 'Retracted', { target: 'arrest', facts: { reason: 'another person' } }));
    expect(await log(source)).toMatchObject({ outcome: 'already_stored', revision: 2 });
    expect(await log(person('TST-01'), { expected: 'no_stream' })).toMatchObject({ outcome: 'already_stored' });
  });

  it('with other content under the same key is refused', async () => {
    await log(person('TST-01'));
    await log(arrest);
    await expect(log({ ...arrest, occurredOn: '2020-03-02' })).rejects.toThrow(EventIdConflictError);
  });

  it('takes the idempotency key for the key', async () => {
    await log(person('TST-01'));
    const { key: _, ...keyless } = arrest;
    const first = await log(keyless, { idempotencyKey: 'once' });
    expect(first.eventId).toBe(eventIdOf('TST-01', 'once'));
    expect(await log(keyless, { idempotencyKey: 'once' })).toMatchObject({ outcome: 'already_stored' });
  });

  it('at the same time is stored once', async () => {
    await log(person('TST-01'));
    const answers = await Promise.all(Array.from({ length: 20 }, () => log(arrest, { expected: 0 })));
    expect(answers.filter(({ outcome }) => outcome === 'stored')).toHaveLength(1);
    expect(await streamLength('TST-01')).toBe(2);
  });
});

describe('a case that moved', () => {
  it('is its author’s to look at', async () => {
    await log(person('TST-01'));
    await log(arrest);
    await expect(log(line('TST-01', 'Escaped'), { expected: 0 })).rejects.toThrow(WrongExpectedRevisionError);
    await expect(log(line('TST-01', 'Escaped'), { expected: 'no_stream' })).rejects.toThrow(WrongExpectedRevisionError);
  });

  it('takes one of two that saw the same revision', async () => {
    await log(person('TST-01'));
    const answers = await Promise.allSettled([
      log(arrest, { expected: 0 }),
      log(line('TST-01', 'Escaped'), { expected: 0 }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is seen as others left it, in this process or another', async () => {
    await log(person('TST-01'));
    const other = new Recorder(store, { officer: 'Grace', now: () => NOW });
    await other.log(arrest);
    expect(await log(line('TST-01', 'SourceAdded', { target: 'arrest' }), { expected: 1 })).toMatchObject({
      revision: 2,
    });
  });
});

describe('what the rest of the record knows', () => {
  it('is asked across cases', async () => {
    await log(person('TST-01'));
    await log(arrest);
    expect(await faultsOf(line('TST-01', 'Fled', { appliesTo: ['TST-02'] }))).toEqual(['/appliesTo/0']);
    await log(person('TST-02'));
    expect(await log(line('TST-01', 'Fled', { appliesTo: ['TST-02'] }))).toMatchObject({ outcome: 'stored' });
    const elsewhere = line('TST-02', 'SourceAdded', { target: eventIdOf('TST-01', 'arrest') });
    expect(await log(elsewhere)).toMatchObject({ outcome: 'stored' });
    expect(await faultsOf(line('TST-02', 'SourceAdded', { target: eventIdOf('TST-01', 'other') }))).toEqual([
      '/target',
    ]);
  });

  it('says the nearest spelling of a case that it does not know', async () => {
    await log(person('TST-01'));
    await expect(log({ ...arrest, case: 'TST01' })).rejects.toThrow(/did you mean TST-01\?/);
  });

  it('holds what a rectification is compared with', async () => {
    await log(person('TST-01'));
    await log(arrest);
    const rectified = (old: string): Line =>
      line('TST-01', 'Rectified', {
        target: 'arrest',
        facts: { field: '/occurredOn', old, new: '2020-02-27', reason: 'misread' },
      });
    expect(await faultsOf(rectified('2020-02-28'))).toEqual(['/facts/old']);
    expect(await log(rectified('2020-03-01'))).toMatchObject({ outcome: 'stored' });
  });
});

describe('a pardon', () => {
  const pardon = line('TST-01', 'Pardoned', { key: 'pardon', facts: { kind: 'pardon', full: 'yes' } });
  it('of somebody without a recorded conviction is stored with a warning, the same each time', async () => {
    await log(person('TST-01'));
    const { warnings } = await log(pardon);
    expect(warnings).toEqual([expect.stringContaining('TST-01')]);
    await log(line('TST-01', 'VerdictDelivered', { facts: { proceeding: 'p', outcome: 'convicted' } }));
    expect((await log(pardon)).warnings).toEqual(warnings);
  });

  it('of somebody convicted comes without one', async () => {
    await log(person('TST-01'));
    await log(line('TST-01', 'VerdictDelivered', { facts: { proceeding: 'p', outcome: 'convicted' } }));
    expect((await log(pardon)).warnings).toEqual([]);
  });
});

describe('what names something that is not recorded', () => {
  const NO_EVENT = expect.stringMatching(/^\/facts\/ends\/0 names no event that stands recorded/) as string;
  const released = (...ends: readonly string[]): Line => line('TST-01', 'Released', { facts: { ends } });
  const warnedOf = async (input: Line) => (await log(input)).warnings;
  const ruling: Line = { appliesTo: ['TST-01', 'TST-02'], key: 'ruling' };

  beforeEach(async () => {
    for (const reference of ['TST-01', 'TST-02', 'TST-03']) await log(person(reference));
    await log(line('TST-C', 'CaseOpened', { key: 'open', facts: { kind: 'collective', country: 'IS' } }));
  });

  it('is stored with a warning, the same each time', async () => {
    const slip = { ...released('arest'), key: 'slip' };
    expect(await warnedOf(slip)).toEqual([NO_EVENT]);
    await log(line('TST-01', 'Arrested', { key: 'arest' }));
    expect(await log(slip)).toMatchObject({ outcome: 'already_stored', warnings: [NO_EVENT] });
    expect(await warnedOf(released('arest'))).toEqual([]);
  });

  it('comes without one where the event is there, by its key or its id', async () => {
    const { eventId } = await log(arrest);
    expect(await warnedOf(released('arrest'))).toEqual([]);
    expect(await warnedOf(released(eventId))).toEqual([]);
    expect(await warnedOf(released(eventIdOf('TST-01', 'nothing')))).toEqual([NO_EVENT]);
  });

  it('is an event that was retracted, from then on', async () => {
    await log(arrest);
    const before = { ...released('arrest'), key: 'before' };
    expect(await warnedOf(before)).toEqual([]);
    await log(line('TST-01', 'Retracted', { target: 'arrest', facts: { reason: 'of somebody else' } }));
    expect(await warnedOf(released('arrest'))).toEqual([NO_EVENT]);
    expect(await warnedOf(before)).toEqual([]);
  });

  it('is looked for on the cases whose events name the person, and on no others', async () => {
    await log(line('TST-C', 'DetentionOrdered', { ...ruling, facts: { title: 'pretrial_order' } }));
    expect(await warnedOf(released('ruling'))).toEqual([]);
    const other = line('TST-03', 'Released', { facts: { ends: ['ruling'] } });
    expect(await warnedOf(other)).toEqual([NO_EVENT]);
    expect(await warnedOf({ ...other, case: 'TST-C', appliesTo: ['TST-03'] })).toEqual([]);
  });

  it('is looked for on the case of those whom a ruling of many hits', async () => {
    await log(arrest);
    const both = line('TST-C', 'Released', { ...ruling, facts: { ends: ['arrest'] } });
    expect(await warnedOf(both)).toEqual([]);
    expect(await warnedOf({ ...both, key: 'other', appliesTo: ['TST-02'] })).toEqual([NO_EVENT]);
  });

  it('is looked for where the roster was rectified, or somebody identified', async () => {
    await log(line('TST-C', 'Arrested', { ...ruling, appliesTo: ['TST-02'] }));
    await log(line('TST-C', 'ParticipantsIdentified', { target: 'ruling', appliesTo: ['TST-01'] }));
    expect(await warnedOf(released('ruling'))).toEqual([]);
    const facts = { field: '/appliesTo', old: ['TST-02'], new: ['TST-02', 'TST-03'], reason: 'misread' };
    await log(line('TST-C', 'Rectified', { target: 'ruling', facts }));
    expect(await warnedOf(line('TST-03', 'Released', { facts: { ends: ['ruling'] } }))).toEqual([]);
  });

  it('is the perpetrator of an act, or a merger with a case, that nobody logged', async () => {
    const perpetrator = (of: string) => line('TST-01', 'PerpetratorConvicted', { facts: { of } });
    await log(line('TST-01', 'AttackReported', { key: 'stones' }));
    expect(await warnedOf(perpetrator('stone'))).toEqual([expect.stringMatching(/^\/facts\/of names no event/)]);
    expect(await warnedOf(perpetrator('stones'))).toEqual([]);
    const merged = (into: string, more: Line = {}) => line('TST-C', 'CasesMerged', { facts: { into }, ...more });
    expect(await warnedOf(merged('TST-D'))).toEqual([expect.stringMatching(/^\/facts\/into names no case/)]);
    await log(line('TST-D', 'CaseOpened', { key: 'open', facts: { kind: 'collective', country: 'IS' } }));
    expect(await warnedOf(merged('TST-D', { key: 'merged' }))).toEqual([]);
  });

  it('is a proceeding that a pardon covers, in which nobody was convicted', async () => {
    const pardon = (...covers: readonly string[]) =>
      line('TST-01', 'Pardoned', { facts: { kind: 'pardon', full: 'yes', covers } });
    await log(line('TST-C', 'VerdictDelivered', { ...ruling, facts: { proceeding: 'plot', outcome: 'convicted' } }));
    expect(await warnedOf(pardon('plot'))).toEqual([]);
    expect(await warnedOf(pardon('plott'))).toEqual([expect.stringMatching(/^\/facts\/covers\/0 names a proceeding/)]);
    await log(line('TST-01', 'AppealDecided', { facts: { proceeding: 'riot', outcome: 'upheld', term: 'P2Y' } }));
    expect(await warnedOf(pardon('plot', 'riot'))).toEqual([]);
  });

  it('is a sentence that was served in a proceeding of another name', async () => {
    const served = (proceeding: string) => line('TST-01', 'SentenceServed', { facts: { proceeding } });
    await log(line('TST-01', 'VerdictDelivered', { facts: { proceeding: 'plot', outcome: 'convicted' } }));
    expect(await warnedOf(served('plot'))).toEqual([]);
    expect(await warnedOf(served('plott'))).toEqual([expect.stringMatching(/^\/facts\/proceeding names a proceeding/)]);
  });

  it('is held against those whom the corrected event hits', async () => {
    await log(line('TST-02', 'Arrested', { key: 'her arrest' }));
    await log(line('TST-C', 'Released', { ...ruling, appliesTo: ['TST-02'], facts: { ends: 'all' } }));
    const facts = { field: '/facts/ends', old: 'all', new: ['her arrest'], reason: 'misread' };
    const target = eventIdOf('TST-C', 'ruling');
    expect(await warnedOf(line('TST-01', 'Rectified', { target, facts }))).toEqual([]);
    const slip = { ...facts, old: ['her arrest'], new: ['arrest'] };
    expect(await warnedOf(line('TST-C', 'Rectified', { target: 'ruling', facts: slip }))).toHaveLength(1);
  });

  it('is not told of a roster of hundreds, of whom not all are looked up', async () => {
    const many = Array.from({ length: 60 }, (_, n) => `MNY-${n}`);
    for (const reference of many) await log(person(reference));
    await log(line('MNY-59', 'Arrested', { key: 'arrest' }));
    expect(await warnedOf(line('TST-C', 'Released', { appliesTo: many, facts: { ends: ['arrest'] } }))).toEqual([]);
  });

  it('is what a rectification or a further source puts there, too', async () => {
    await log(arrest);
    await log({ ...released('arrest'), key: 'release' });
    const facts = { field: '/facts/ends', old: ['arrest'], new: ['arest'], reason: 'misread' };
    expect(await warnedOf(line('TST-01', 'Rectified', { target: 'release', facts }))).toEqual([
      expect.stringMatching(/^\/facts\/new\/0 names no event/),
    ]);
    const assertions = [{ by: 'court', source: 's', facts: { ends: ['arrest', 'arest'] } }];
    expect(await warnedOf(line('TST-01', 'SourceAdded', { target: 'release', assertions }))).toEqual([
      expect.stringMatching(/^\/assertions\/0\/facts\/ends\/1 names no event/),
    ]);
  });
});

describe('a case that is spelt like another', () => {
  it('is opened with a warning, the same each time, for a case is found whatever the hyphens', async () => {
    expect((await log(person('TST-01'))).warnings).toEqual([]);
    const alike = [expect.stringMatching(/^\/case is spelt like TST-01/) as string];
    expect((await log(person('TST01'))).warnings).toEqual(alike);
    expect((await log(person('TST-01'))).warnings).toEqual([]);
    expect((await log(person('TST01'))).warnings).toEqual(alike);
  });

  it('is not meant where the number is another, which is another person', async () => {
    await log(person('TST-01'));
    await expect(log({ ...arrest, case: 'TTS-01' })).rejects.toThrow(/did you mean TST-01\?/);
    await expect(log({ ...arrest, case: 'TST-02' })).rejects.toThrow(/is not open: log a CaseOpened first$/);
  });
});
