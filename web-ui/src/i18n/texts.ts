import { en } from './en/index.js';
import { ru } from './ru/index.js';

export const languages = ['en', 'ru'] as const;
export type Language = (typeof languages)[number];

/** Every word that the cabinet shows. English sets the keys; a key that Russian lacks does not compile. */
export type Texts = typeof en;

const catalogues: Record<Language, Texts> = { en, ru };

export function textsFor(language: Language): Texts {
  return catalogues[language];
}

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}
