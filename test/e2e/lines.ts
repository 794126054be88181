import { readFileSync } from 'node:fs';

/** A development as it is sent to `POST /cases/{reference}/developments`. */
export type Line = Readonly<Record<string, unknown>>;

export const vouchedFor = { assertions: [{ by: 'committee', source: 'Decision of 2018', locator: 'para 4' }] };

export const opening = (reference: string, facts: Line = {}): Line => ({
  case: reference,
  occurredOn: '2015-01-01',
  facts: { kind: 'individual', country: 'KH', name: `Person ${reference}`, ...facts },
  ...vouchedFor,
});

export const development = (type: string, occurredOn: string, facts: Line = {}, more: Line = {}): Line => ({
  type,
  occurredOn,
  facts,
  ...vouchedFor,
  ...more,
});

/** Stored examples of every event type, as a body to log. */
export const scenarios = (): Line[] =>
  readFileSync(new URL('../checks/scenarios.ndjson', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
