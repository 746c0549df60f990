import { type NumberMeaning, plainNumber } from './number-formats.js';
import { dateOfSerial } from './serial-dates.js';
import { unescaped } from './shared-strings.js';
import { broken } from './zip-archive.js';

/** What the cells of all sheets refer to. */
export interface CellContext {
  date1904: boolean;
  strings: readonly string[];
  formats: readonly NumberMeaning[];
}

/** A cell as its XML has it. */
export interface RawCell {
  /** `n` number (the default), `s` shared and `inlineStr` own text, `str` text of a formula, `b`, `e` error, `d` ISO date. */
  type: string;
  /** The number of its style. */
  style: string | undefined;
  /** Of a formula, what came out when it was last calculated; undefined or empty when it never was. */
  value: string | undefined;
  formula: string | undefined;
  inlineText: string;
}

/** A time of day cannot be told from a date's whole days below this, in 1954. */
const surelyDateFromDays = 20_000;
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * What a cell holds: a number, text, a boolean, a Date for a number that is formatted as one, null for nothing. Errors
 * are text (`#N/A`), and so are formulas that no program has calculated yet (`=A1*2`).
 */
export function cellValue(cell: RawCell, context: CellContext): unknown {
  const { type, value } = cell;
  if (type === 'inlineStr') return cell.inlineText;
  if (value === undefined || value === '') {
    // A formula whose result is an empty text has the type of text.
    return cell.formula === undefined || type === 'str' ? null : `=${cell.formula}`;
  }
  switch (type) {
    case 's':
      return sharedString(value, context.strings);
    case 'b':
      return value === '1' || value === 'true';
    case 'str':
      return unescaped(value);
    case 'n':
      return numericValue(value.trim(), cell.style, context);
    default:
      return value;
  }
}

function sharedString(value: string, strings: readonly string[]): string {
  const text = strings[Number(value)];
  if (text === undefined) throw broken('a cell refers to a text that the workbook does not hold');
  return text;
}

function numericValue(text: string, style: string | undefined, context: CellContext): unknown {
  if (!number.test(text)) return text;
  const value = Number(text);
  const { kind, fractions } = (style !== undefined && context.formats[Number(style)]) || plainNumber;
  if (kind === 'number' || value < (kind === 'date' ? 1 : surelyDateFromDays)) return value;
  return dateOfSerial(value, context.date1904, fractions) ?? value;
}
