import type { Language } from '@coincast/shared/wording/languages';
import { en } from './en/index.js';
import { ru } from './ru/index.js';

/** Every word that the cabinet shows. English sets the keys; a key that Russian lacks does not compile. */
export type Texts = typeof en;

const catalogues: Record<Language, Texts> = { en, ru };

export function textsFor(language: Language): Texts {
  return catalogues[language];
}
