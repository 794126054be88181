import { readFileSync } from 'node:fs';
import { ERRORS, type ErrorCode } from './errors.js';
import { ERRORS_PAGE, errorsPage } from './errors-page.js';

const page = new URL(`../../../${ERRORS_PAGE}`, import.meta.url);

describe('the table of problems', () => {
  it('is what docs/errors.md tells', () => {
    expect(readFileSync(page, 'utf8')).toBe(errorsPage());
  });

  it('has stable codes in kebab-case, statuses of errors, and a remedy for each', () => {
    for (const code of Object.keys(ERRORS) as ErrorCode[]) {
      const { status, title, remedy } = ERRORS[code];
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(status).toBeGreaterThanOrEqual(400);
      expect([title, remedy]).toEqual([expect.stringMatching(/\w$/), expect.stringMatching(/[.)]$/)]);
    }
  });
});
