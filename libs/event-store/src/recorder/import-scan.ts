import { type CaseKind, type Development, eventIdOf, type Fault, isLookedAt, secondLook } from '#domain';
import { looksLikeEventId } from './case-directory.js';
import { Column } from './columns.js';
import { checkLine, type ImportEntry } from './import-line-check.js';
import { type ImportLine, linesOf } from './import-lines.js';
import type { FaultList } from './import-report.js';
import { ImportSpool } from './import-spool.js';

const TOLD_EVERY = 5_000;

/** What the first reading of all lines found out. */
export interface Scanned {
  readonly spool: ImportSpool;
  readonly lines: number;
  /** Event ids by which lines name events, maybe of other cases. */
  readonly named: ReadonlySet<string>;
  /** The lines by their index that are to be looked at once more when all of them are known. */
  readonly doubtful: Column;
  /** Event ids that rectifications may be about. */
  readonly rectified: ReadonlySet<string>;
  /** Cases and events of lines that have a fault themselves: what names them has none for that. */
  readonly faultyCases: ReadonlyMap<string, CaseKind>;
  readonly faultyEvents: ReadonlySet<string>;
}

/** Checks every line by itself. */
export function scan(
  files: readonly string[],
  nowMs: number,
  faults: FaultList,
  tell: (done: number) => void,
): Scanned {
  const scanning = new Scanning(nowMs);
  const take = (line: ImportLine, file: number): void => {
    for (const fault of scanning.faultsIn(line, file)) faults.add({ file: files[file]!, line: line.number, ...fault });
    if (line.number > 0) scanning.lines += 1;
    if (scanning.lines % TOLD_EVERY === 0) tell(scanning.lines);
  };
  try {
    for (const [file, path] of files.entries()) for (const line of linesOf(path)) take(line, file);
  } catch (error) {
    scanning.spool.close();
    throw error;
  }
  return scanning;
}

class Scanning implements Scanned {
  lines = 0;
  readonly spool = new ImportSpool();
  readonly named = new Set<string>();
  readonly doubtful = Column.ofWords();
  readonly rectified = new Set<string>();
  readonly faultyCases = new Map<string, CaseKind>();
  readonly faultyEvents = new Set<string>();

  constructor(private readonly nowMs: number) {}

  faultsIn(line: ImportLine, file: number): readonly Fault[] {
    if ('fault' in line) return [{ path: '', message: line.fault }];
    const checked = checkLine(line.text, this.nowMs);
    if ('faults' in checked) {
      this.noteFaulty(checked.raw);
      return checked.faults;
    }
    this.noteNamed(checked);
    this.noteDoubtful(checked.development);
    this.spool.add(checked, file, line.number);
    return [];
  }

  private noteNamed({ development }: ImportEntry): void {
    const { type, target, after, before } = development;
    for (const name of [target, after, before]) if (name !== undefined && looksLikeEventId(name)) this.named.add(name);
    if (type !== 'Rectified' || target === undefined) return;
    this.rectified.add(eventIdOf(development.case, target));
    if (looksLikeEventId(target)) this.rectified.add(target);
  }

  /** Of those that speak about another event only that event tells what they name. */
  private noteDoubtful(development: Development): void {
    if (!isLookedAt(development)) return;
    const { named, odd } = secondLook(development);
    if (named.length > 0 || odd.length > 0) this.doubtful.push(this.spool.size);
    for (const { name } of named) if (looksLikeEventId(name)) this.named.add(name);
  }

  private noteFaulty(raw: Readonly<Record<string, unknown>>): void {
    const { case: reference, type, key, facts } = raw;
    if (typeof reference !== 'string') return;
    if (typeof key === 'string') this.faultyEvents.add(eventIdOf(reference, key));
    if (type !== 'CaseOpened') return;
    const kind = (facts as { kind?: unknown } | null | undefined)?.kind;
    this.faultyCases.set(reference, kind === 'collective' ? 'collective' : 'individual');
  }
}
