import type { ChartFormats } from '@coincast/shared/chart/types';
import { chartFormatsFor } from '@coincast/shared/wording/chart-formats';
import type { Language } from '@coincast/shared/wording/languages';

/** Where the millions are all that matters, as the digits say that are asked for, the zeros only take the margins. */
const millions = 6;

/** The formats of charts, with large numbers in words: `325 трлн`, `4.1bn`. */
export function pictureFormats(language: Language): ChartFormats {
  const formats = chartFormatsFor(language);
  const number = (value: number, decimals: number) => {
    const size = Math.abs(value);
    if (decimals > -millions || size < 10 ** millions || size >= 1e15) return formats.number(value, decimals);
    // As many digits as tell this number from its neighbours.
    const maximumSignificantDigits = Math.max(1, Math.floor(Math.log10(size)) + 1 + decimals);
    const short = new Intl.NumberFormat(formats.locale, { notation: 'compact', maximumSignificantDigits });
    return short.format(value).replaceAll('-', '\u2212');
  };
  return { ...formats, number };
}
