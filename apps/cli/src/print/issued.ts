import type { ChangedSince, IssuedReport } from '#reports';
import { table } from './table.js';

/** Every issued report in a line. */
export function printIssued(
  reports: readonly (IssuedReport & { readonly since: ChangedSince })[],
  width: number,
): string[] {
  if (reports.length === 0) return ['No report was issued.'];
  return table(
    ['issued', 'case', 'as of', 'position', 'lang', 'format', 'since', 'digest'],
    reports.map(({ issuedAt, case: reference, asOf, position, language, format, since, digest }) => [
      issuedAt.slice(0, 16),
      reference,
      asOf,
      position,
      language,
      format,
      since.parts.length > 0 ? `${since.state}: ${since.parts.join(', ')}` : since.state,
      digest,
    ]),
    width,
  );
}
