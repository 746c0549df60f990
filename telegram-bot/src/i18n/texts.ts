import { type DataTexts, dataTextsFor } from '@coincast/shared/wording/data-texts';
import type { Language } from '@coincast/shared/wording/languages';
import { en } from './en/index.js';
import { ru } from './ru/index.js';

/** What only the bot says. English sets the keys; a key that Russian lacks does not compile. */
export type BotTexts = typeof en;

/** Every word of the bot. Plain texts: whoever puts them into a message escapes them. */
export type Texts = DataTexts & BotTexts;

const catalogues: Record<Language, Texts> = {
  en: { ...dataTextsFor('en'), ...en },
  ru: { ...dataTextsFor('ru'), ...ru },
};

export function textsFor(language: Language): Texts {
  return catalogues[language];
}
