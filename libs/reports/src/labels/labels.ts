import en from './en.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };

export const LANGUAGES = ['en', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Every word that a report prints beside those of the record. A language without one of them does not compile. */
export type Labels = typeof en;

const LABELS: Readonly<Record<Language, Labels>> = { en, fr };

export const labelsIn = (language: Language): Labels => LABELS[language];
