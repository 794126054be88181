import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What was asked when a sheet was issued; with it and the log the same answer can be given again. */
export interface IssuedSheet {
  readonly report: 'sheet';
  readonly case: string;
  readonly asOf: string;
  readonly knownAt: string | null;
  /** Of the log, which `knownAt` resolved to. */
  readonly position: string;
  readonly lens: string;
  readonly language: string;
  readonly format: string;
  readonly release: string;
}

export interface IssuedReport extends IssuedSheet {
  /** SHA-256 of the bytes, in hexadecimal digits: its name for ever. */
  readonly digest: string;
  readonly mediaType: string;
  readonly name: string;
  readonly size: number;
  readonly issuedAt: string;
  readonly issuedBy: string;
}

/** What lies in the folder is not what was issued: the bytes, or the record of them. */
export class AlteredReportError extends Error {
  readonly code = 'report-altered';
  constructor(digest: string) {
    super(`The issued report ${digest} is no longer what was issued: its files were altered`);
  }
}

const DIGEST = /^[0-9a-f]{64}$/;
const RECORD = '.issued.json';
const OWNER_ONLY = 0o600;

/** Reports that were issued, each in a file named by its digest: written once, never changed, readable by the owner alone. */
export class IssuedReports {
  constructor(private readonly folder: string) {}

  /** Issuing the same bytes again is no new report: the first record stays. */
  async issue(
    { bytes, mediaType, name }: { readonly bytes: Uint8Array; readonly mediaType: string; readonly name: string },
    asked: IssuedSheet,
    by: { readonly officer: string; readonly now: Date },
  ): Promise<{ readonly report: IssuedReport; readonly isNew: boolean }> {
    const digest = digestOf(bytes);
    const report: IssuedReport = {
      digest,
      ...asked,
      mediaType,
      name,
      size: bytes.byteLength,
      issuedAt: by.now.toISOString(),
      issuedBy: by.officer,
    };
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await this.writeOnce(digest, bytes);
    const isNew = await this.writeOnce(`${digest}${RECORD}`, Buffer.from(`${JSON.stringify(report)}\n`));
    await synced(this.folder);
    return { report: isNew ? report : await this.record(digest), isNew };
  }

  /** Null: nothing was issued under that digest. */
  async read(digest: string): Promise<{ readonly report: IssuedReport; readonly bytes: Buffer } | null> {
    if (!DIGEST.test(digest)) return null;
    try {
      const report = await this.record(digest);
      const bytes = await readFile(join(this.folder, digest));
      if (digestOf(bytes) !== digest) throw new AlteredReportError(digest);
      return { report, bytes };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  /** The latest first. */
  async list(): Promise<IssuedReport[]> {
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    const digests = names.filter((name) => name.endsWith(RECORD)).map((name) => name.slice(0, -RECORD.length));
    const reports: IssuedReport[] = [];
    for (const digest of digests.filter((one) => DIGEST.test(one))) reports.push(await this.record(digest));
    return reports.sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
  }

  private async record(digest: string): Promise<IssuedReport> {
    const text = await readFile(join(this.folder, `${digest}${RECORD}`), 'utf8');
    try {
      return JSON.parse(text) as IssuedReport;
    } catch {
      throw new AlteredReportError(digest);
    }
  }

  /**
   * Whole or not at all, and never over what is there: the file gets its name only when its bytes are on the disk, by a link, which
   * refuses a name that exists. @returns false where it existed
   */
  private async writeOnce(name: string, bytes: Uint8Array): Promise<boolean> {
    const temporary = join(this.folder, `.${randomUUID()}.tmp`);
    const file = await open(temporary, 'wx', OWNER_ONLY);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    try {
      await link(temporary, join(this.folder, name));
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      await rm(temporary, { force: true });
    }
  }
}

/** Sorts by the instant of issue; two of one instant by their digests. */
export const placeOf = ({ issuedAt, digest }: IssuedReport): string => `${issuedAt} ${digest}`;

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** A new name is on the disk once its folder is. */
async function synced(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
