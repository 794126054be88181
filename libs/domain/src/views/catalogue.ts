import { readdirSync } from 'node:fs';
import type { AnyView } from './view.js';

const VIEW_FILE = /\.view\.(ts|js)$/;

/** A view is a file of this folder: there is no list that could miss one. */
async function load(): Promise<AnyView[]> {
  const files = readdirSync(import.meta.dirname)
    .filter((file) => VIEW_FILE.test(file))
    .sort();
  const views: AnyView[] = [];
  for (const file of files) views.push(((await import(`./${file.replace(/\.ts$/, '.js')}`)) as { view: AnyView }).view);
  return views;
}

export const VIEWS: readonly AnyView[] = await load();

export const PERSON_VIEWS = VIEWS.filter((view) => view.of === 'person');

export const viewNamed = (name: string): AnyView | undefined => VIEWS.find((view) => view.name === name);

const readersByType = new Map<string, readonly AnyView[]>();

/** The views that read an event type: the only ones that an event of it can change. */
export function viewsReading(type: string): readonly AnyView[] {
  const known = readersByType.get(type) ?? VIEWS.filter((view) => Object.hasOwn(view.on, type));
  readersByType.set(type, known);
  return known;
}
