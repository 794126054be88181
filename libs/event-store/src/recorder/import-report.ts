import type { Fault } from '#domain';

/** What is wrong, and where: `line` counts from 1; 0 is the file itself. */
export interface ImportFault extends Fault {
  readonly file: string;
  readonly line: number;
}

export interface ImportReport {
  readonly dryRun: boolean;
  /** Lines that hold something. */
  readonly lines: number;
  readonly stored: number;
  readonly alreadyStored: number;
  /** Lines, and files as a whole, with a fault; if there is one, nothing is stored. The first ones by number. */
  readonly refused: readonly Pick<ImportFault, 'file' | 'line'>[];
  readonly refusedCount: number;
  /** How many of them are files as a whole. */
  readonly unreadFiles: number;
  /** The first ones, file by file and line by line. */
  readonly faults: readonly ImportFault[];
  readonly faultCount: number;
  /** What is taken as it is said, and yet is worth a second look. The first ones, as above. */
  readonly warnings: readonly ImportFault[];
  readonly warningCount: number;
}

export interface ImportProgress {
  readonly step: 'checking' | 'deciding' | 'storing';
  readonly done: number;
  /** Null while it is not known. */
  readonly total: number | null;
}

/** More would help nobody, and a file of something else has a fault in every line. */
const KEPT_MAX = 1_000;

export class FaultList {
  faultCount = 0;
  private readonly byLine: ImportFault[] = [];
  private readonly lines = new Map<string, Set<number>>();

  add(fault: ImportFault): void {
    this.faultCount += 1;
    const lines = this.lines.get(fault.file);
    if (lines) lines.add(fault.line);
    else this.lines.set(fault.file, new Set([fault.line]));
    if (this.byLine.length < KEPT_MAX) this.byLine.push(fault);
  }

  has(file: string, line: number): boolean {
    return this.lines.get(file)?.has(line) === true;
  }

  /** @param files in the order in which they were given */
  report(
    files: readonly string[],
  ): Pick<ImportReport, 'refused' | 'refusedCount' | 'unreadFiles' | 'faults' | 'faultCount'> {
    const place = (fault: Pick<ImportFault, 'file'>): number => files.indexOf(fault.file);
    const refused = [...this.lines].flatMap(([file, lines]) => [...lines].map((line) => ({ file, line })));
    refused.sort((a, b) => place(a) - place(b) || a.line - b.line);
    return {
      refused: refused.slice(0, KEPT_MAX),
      refusedCount: refused.length,
      unreadFiles: refused.filter(({ line }) => line === 0).length,
      faults: this.inOrder(files),
      faultCount: this.faultCount,
    };
  }

  inOrder(files: readonly string[]): readonly ImportFault[] {
    return this.byLine.toSorted((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line);
  }
}
