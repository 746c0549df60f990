import type { DataTexts } from './data-texts.js';
import { cellText } from './shown-cell.js';

/** What is wrong with a row, and what to do about it. */
export interface FaultWords {
  what: string;
  fix: string;
}

/** The cells of a row that could not be used, as they were sent. */
export interface FaultyRow {
  code: string;
  time: unknown;
  price: unknown;
  hasTimeColumn: boolean;
  hasPriceColumn: boolean;
}

type Words = DataTexts['invalidRows'];

const excelError = /^#[\p{L}\d/]+[!?]?$/u;
const letterForDigit = /[OoОо]/g;
const number = /^[-+\u2212]?(?=.*\d)[\d\s.,'\u00a0\u202f]+$/;

/** Says what is wrong with a row by the fault that the API found and by what stands in the cell. */
export function faultWords({ code, time, price, hasTimeColumn, hasPriceColumn }: FaultyRow, words: Words): FaultWords {
  if (code === 'missing_time') return hasTimeColumn ? words.missingTime : words.noTimeColumn;
  if (code === 'missing_price') return hasPriceColumn ? words.missingPrice : words.noPriceColumn;
  if (code === 'not_a_dict') return words.notARow;
  if (code === 'bad_time') return badTime(cellText(time), words);
  if (code === 'bad_price') return badPrice(price, words);
  return words.unknown;
}

function badTime(text: string, words: Words): FaultWords {
  if (excelError.test(text)) return words.excelError;
  const date = dateIn(text);
  if (date !== undefined) {
    const { year, month, day } = date;
    const days = daysIn(year, month);
    if (days === undefined) return words.noSuchMonth;
    if (day < 1 || day > days) return { what: words.noSuchDate, fix: words.monthHas(month, days, year) };
    if (/[T ](?:2[4-9]|[3-9]\d)[:.]|[T ]\d\d?:[6-9]\d/.test(text)) return words.noSuchHour;
  }
  if (/^[-+]?\d+(?:[.,]\d+)?$/.test(text)) return words.timeOutOfRange;
  return words.notATime;
}

function badPrice(cell: unknown, words: Words): FaultWords {
  const text = cellText(cell);
  if (typeof cell === 'boolean' || typeof cell === 'object') return words.notANumber;
  if (excelError.test(text)) return words.excelError;
  if (/^[-+\u2212]?(?:nan|inf|infinity|∞)$/i.test(text)) return words.notFinite;
  const corrected = text.replaceAll(letterForDigit, '0');
  if (corrected !== text && /\d/.test(text) && number.test(corrected)) {
    return { what: words.letterForZero, fix: words.looksLike(corrected) };
  }
  if (number.test(text)) return words.unclearNumber;
  return /\d/.test(text) ? words.numberWithMore : words.textForNumber;
}

interface CalendarDay {
  year: number | undefined;
  month: number;
  day: number;
}

/** The date at the beginning of a text, where it can be meant only one way. */
function dateIn(text: string): CalendarDay | undefined {
  const iso = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)/.exec(text);
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) };
  const local = /^(\d{1,2})([-./])(\d{1,2})\2(\d{4})(?!\d)/.exec(text);
  if (!local) return undefined;
  const [first, second, year] = [Number(local[1]), Number(local[3]), Number(local[4])];
  // 31.11 is a day of November, 02/30 one of February: whichever number can be a month.
  return second <= 12 ? { year, month: second, day: first } : { year, month: first, day: second };
}

function daysIn(year: number | undefined, month: number): number | undefined {
  if (month < 1 || month > 12) return undefined;
  return new Date(Date.UTC(year ?? 2000, month, 0)).getUTCDate();
}
