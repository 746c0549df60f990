import { intlFormats } from '../chart/intl-formats.js';
import type { ChartFormats } from '../chart/types.js';
import { dataTextsFor } from './data-texts.js';
import { localeOf } from './formats.js';
import { type Language, languages } from './languages.js';

// Made once: a format of Intl costs more to make than a hundred numbers cost to write.
const byLanguage = new Map(
  languages.map((language) => [language, intlFormats(localeOf(language), dataTextsFor(language).calendar)]),
);

/** Numbers and times of charts as readers of a language write them. */
export function chartFormatsFor(language: Language): ChartFormats {
  const formats = byLanguage.get(language);
  if (!formats) throw new Error(`No formats for ${language}`);
  return formats;
}
