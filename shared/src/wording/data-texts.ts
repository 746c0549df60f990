import { en } from './en/index.js';
import type { Formats } from './formats.js';
import type { Language } from './languages.js';
import { ru } from './ru/index.js';

/** Words for data, jobs and money that every face of the system says alike. English sets the keys; a key that Russian lacks does not compile. */
export type DataTexts = typeof en;

/** What a reader reads by: words and numbers of one language. */
export interface Reader<Texts> {
  texts: Texts;
  formats: Formats;
}

const catalogues: Record<Language, DataTexts> = { en, ru };

export function dataTextsFor(language: Language): DataTexts {
  return catalogues[language];
}
