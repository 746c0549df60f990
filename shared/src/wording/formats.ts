import { calendar as english } from './en/calendar.js';
import type { Language } from './languages.js';
import { calendar as russian } from './ru/calendar.js';

/** Numbers and times as readers of a language write them. */
export interface Formats {
  /** `1,234` or `1 234` (no-break space); a minus is U+2212. */
  number(value: number): string;
  /** The same with its sign, `+` included: `+1,234`, `−1,234`, `0`. */
  signed(value: number): string;
  /** A measured figure, by `digits`; a large or tiny one as a power of ten. */
  figure(value: number, digits: Intl.NumberFormatOptions): string;
  /** `24 Nov, 09:20`, UTC; with the year when it is not the present one. */
  time(iso: string): string;
  /** `24 Nov 2026`, UTC. */
  date(iso: string): string;
  /** `09:20:14`, UTC. */
  clock(date: Date): string;
}

export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Not Intl's months, which are 'Sept' and 'нояб.': charts and tables name them alike. */
const calendars: Record<Language, Pick<typeof english, 'calendar'>> = { en: english, ru: russian };

const locales: Record<Language, string> = { en: 'en-GB', ru: 'ru-RU' };

export function localeOf(language: Language): string {
  return locales[language];
}

const byLanguage: Record<Language, Formats> = { en: create('en'), ru: create('ru') };

export function formatsFor(language: Language): Formats {
  return byLanguage[language];
}

const pluralRules = { en: new Intl.PluralRules(locales.en), ru: new Intl.PluralRules(locales.ru) };

/** The form of a word that goes with this count. */
export function plural(language: Language, count: number, forms: PluralForms): string {
  return forms[pluralRules[language].select(count)] ?? forms.other;
}

function create(language: Language): Formats {
  const locale = locales[language];
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const { months } = calendars[language].calendar;
  const dayOf = (date: Date) => `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ''}`;
  const dateOf = (date: Date) => `${dayOf(date)} ${date.getUTCFullYear()}`;
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone: 'UTC' });
  const number = (value: number) => numbers.format(value).replace('-', '\u2212');
  return {
    number,
    signed: (value) => (value > 0 ? `+${number(value)}` : number(value)),
    figure: (value, digits) => {
      const size = Math.abs(value);
      const isPlain = value === 0 || (size >= 1e-4 && size < 1e9);
      const notation = isPlain ? digits : ({ notation: 'scientific', maximumSignificantDigits: 3 } as const);
      return new Intl.NumberFormat(locale, notation).format(value).replaceAll('-', '\u2212');
    },
    clock: (date) => clock.format(date),
    time: (iso) => {
      const date = new Date(iso);
      const isThisYear = date.getUTCFullYear() === new Date().getUTCFullYear();
      return `${isThisYear ? dayOf(date) : dateOf(date)}, ${date.toISOString().slice(11, 16)}`;
    },
    date: (iso) => dateOf(new Date(iso)),
  };
}
