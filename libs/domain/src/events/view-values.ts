/** What a view is about: it decides whom a report on it hits. */
export type ViewOf = 'person' | 'case' | 'party';

interface Words {
  readonly of: ViewOf;
  readonly values: readonly string[];
}

const words = new Map<unknown, Words>();

/** The names of all views. They stand in the views' own files, which add themselves here when they are loaded. */
export const VIEW_NAMES: string[] = [];

export function registerView(name: string, view: Words): void {
  if (words.has(name)) throw new Error(`Two views are called ${name}`);
  words.set(name, view);
  VIEW_NAMES.push(name);
}

/** The words of a view, the first being what it says where nothing was recorded. */
export const valuesOf = (view: unknown): readonly string[] => words.get(view)?.values ?? [];

/** What a view about a party or a case reports hits no person. */
export const isAboutPeople = (view: unknown): boolean => words.get(view)?.of === 'person';
