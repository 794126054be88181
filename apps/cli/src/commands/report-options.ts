import { CommandError, EXIT } from '../exit.js';
import type { Asked } from '../questions.js';
import type { Language } from '#reports';

/** What the options of a report say. */
export interface ReportAsked extends Asked {
  readonly person?: string;
  readonly lang?: Language;
  readonly language?: Language;
  readonly year?: string;
  readonly by?: string;
  readonly open?: string;
  readonly suppressBelow?: string;
  readonly bom?: true;
  readonly format?: string;
  readonly output?: string;
  readonly progress?: true;
}

/** `--json` is the format of that name, and `--lang` the language. */
export function checked(asked: ReportAsked, formats: readonly string[]): ReportAsked {
  const format = asked.json ? 'json' : (asked.format ?? formats[0]!);
  if (formats.includes(format)) return { ...asked, format, ...(asked.lang && { language: asked.lang }) };
  const said = asked.json ? '--json is no format of this report: it takes' : '--format must be one of';
  throw new CommandError(EXIT.refused, `${said} ${formats.join(', ')}`);
}
