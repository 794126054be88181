import { readFileSync } from 'node:fs';
import { EVENTS_PAGE, eventsPage } from '../../scripts/docs.js';

describe('docs/events.md', () => {
  it('tells the event types as they are declared: after a change run `npm run build && npm run docs`', () =>
    expect(readFileSync(EVENTS_PAGE, 'utf8')).toBe(eventsPage()));

  it('names the views of which a report may speak', () =>
    expect(eventsPage()).toMatch(/the view that it speaks about \| one of accountability, bail,.*, travel, violations \|/));
});
