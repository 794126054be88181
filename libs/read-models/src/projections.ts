import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedDevelopment } from '#domain';
import type { Projection, ProjectionRows } from './projection.js';
import type { Steps } from './steps.js';

const PROJECTION_FILE = /\.projection\.(ts|js)$/;

async function load(): Promise<Projection[]> {
  const files = readdirSync(join(import.meta.dirname, 'projections')).filter((file) => PROJECTION_FILE.test(file));
  const projections: Projection[] = [];
  for (const file of files.sort()) {
    const module = (await import(`./projections/${file.replace(/\.ts$/, '.js')}`)) as { projection: Projection };
    projections.push(module.projection);
  }
  return projections;
}

/** A projection is a file of the folder `projections`: there is no list that could miss one. */
export const PROJECTIONS: readonly Projection[] = await load();

/** Hands an event to every projection that it concerns. */
export function* projectInto(
  rowsOf: (projection: Projection) => ProjectionRows<object>,
  event: RecordedDevelopment,
): Steps<void> {
  for (const projection of PROJECTIONS) {
    for (const handler of [projection.on[event.type], projection.on.every])
      if (handler) yield* handler(event, rowsOf(projection));
  }
}
