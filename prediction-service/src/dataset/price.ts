import type { DatasetWarning } from './dataset-warning.js';
import { plainDecimal } from './plain-decimal.js';
import type { DecimalSign } from './reading-options.js';
import { TwoReadings } from './two-readings.js';

const lonePoint = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const loneComma = /^[+-]?(?:\d+,\d*|,\d+)(?:e[+-]?\d+)?$/i;
/** `1,234` may be 1.234 or 1234. */
const twoReadings = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/;

/** Thousands set off by one and the same plain, no-break, narrow, thin or figure space, apostrophe or underscore. */
const spaced = /^[+-]?\d{1,3}([ \u00a0\u202f\u2009\u2007'\u2019_])\d{3}(?:\1\d{3})*(?:([.,])\d+)?$/;
const commaGroups = /^[+-]?\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})$/;
const pointGroups = /^[+-]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})$/;
const groupSigns = /[ \u00a0\u202f\u2009\u2007'\u2019_]/g;

const currency = /^([+-]?) ?[$€£¥₽]\s?|\s?[$€£¥₽]$/;
const maxTextLength = 400;

/**
 * Reads a column of prices. Text with one reading is taken as it stands; text with two (`1,234`) is settled at the end by
 * what the rest of the column shows, and where nothing shows it, a lone point or comma is the decimal sign.
 */
export class PriceColumn {
  private readonly readings = new TwoReadings<DecimalSign>(['.', ',']);

  /** @param decimal the only decimal sign, when the sender has told it. */
  constructor(private readonly decimal: DecimalSign | undefined) {}

  /** @returns the price, finite; NaN when the value is none. Booleans and integers beyond 2^53 are none. */
  read(value: unknown): number {
    this.readings.begin();
    if (typeof value === 'string') return this.readText(value);
    if (typeof value === 'number') return isExact(value) ? value : Number.NaN;
    return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : Number.NaN;
  }

  /** Notes where the value just read is kept, so that it can be settled. */
  keepAt(position: number): void {
    this.readings.keepAt(position);
  }

  private readText(raw: string): number {
    const plain = this.decimal === ',' ? undefined : plainDecimal(raw);
    if (plain !== undefined) {
      this.readings.show('.', raw);
      return plain;
    }
    if (raw.length > maxTextLength) return Number.NaN;
    let text = raw.trim();
    if (text.startsWith('\u2212')) text = `-${text.slice(1)}`;
    const read = this.readNumber(text, raw);
    if (!Number.isNaN(read)) return read;
    const bare = text.replace(currency, '$1');
    return bare === text ? Number.NaN : this.readNumber(bare, raw);
  }

  private readNumber(text: string, raw: string): number {
    if (lonePoint.test(text)) return this.readLone(text, '.', raw);
    if (loneComma.test(text)) return this.readLone(text, ',', raw);
    const groups = spaced.exec(text);
    if (groups) return this.readGrouped(text.replace(groupSigns, ''), groups[2] as DecimalSign | undefined, raw);
    if (commaGroups.test(text)) return this.readGrouped(text.replaceAll(',', ''), '.', raw);
    return pointGroups.test(text) ? this.readGrouped(text.replaceAll('.', ''), ',', raw) : Number.NaN;
  }

  private readLone(text: string, sign: DecimalSign, raw: string): number {
    if (!text.includes(sign)) return integer(text);
    if (!twoReadings.test(text)) return this.readGrouped(text, sign, raw);
    const grouped = integer(text.replace(sign, ''));
    if (this.decimal && this.decimal !== sign) return grouped;
    const value = decimalNumber(text, sign);
    if (!this.decimal) this.readings.leaveOpen(sign, { text: raw, value, other: grouped });
    return value;
  }

  /** @param sign the decimal sign that the text shows, if any. */
  private readGrouped(digits: string, sign: DecimalSign | undefined, raw: string): number {
    if (!sign) return integer(digits);
    if (this.decimal && this.decimal !== sign) return Number.NaN;
    this.readings.show(sign, raw);
    return decimalNumber(digits, sign);
  }

  /**
   * Settles what had two readings, once all values are read.
   * @param values corrected in place, at the positions told by `keepAt`.
   */
  settle(values: Float64Array): DatasetWarning[] {
    const { decided, mixed, assumed } = this.readings.settle(values);
    const warnings: DatasetWarning[] = [];
    if (mixed) {
      warnings.push({
        code: 'decimal_mixed',
        message: `The prices use two decimal signs, as in "${mixed.shown['.']}" and "${mixed.shown[',']}". Each was read as it stands${decided ? `; where a price has two readings, ${inWords[decided]} is the decimal sign` : ''}.`,
        example: mixed.rare,
      });
    }
    if (assumed) {
      warnings.push({
        code: 'decimal_assumed',
        message: `No price shows whether the sign in "${assumed.text}" is a decimal sign or stands between thousands; it was read as a decimal sign. Send the field decimal ("." or ",") to decide it.`,
        example: assumed.text,
      });
    }
    return warnings;
  }
}

const inWords: Record<DecimalSign, string> = { '.': 'the point', ',': 'the comma' };

/** Whether a number can be what was sent: an integer beyond 2^53 has lost digits, unless it was written with an exponent. */
function isExact(number: number): boolean {
  return (
    Number.isFinite(number) && (Number.isSafeInteger(number) || !Number.isInteger(number) || Math.abs(number) >= 1e21)
  );
}

function integer(text: string): number {
  const number = Number(text);
  return Number.isSafeInteger(number) || (/e/i.test(text) && Number.isFinite(number)) ? number : Number.NaN;
}

function decimalNumber(text: string, sign: DecimalSign): number {
  if (!text.includes(sign)) return integer(text);
  const number = Number(sign === ',' ? text.replace(',', '.') : text);
  return Number.isFinite(number) ? number : Number.NaN;
}
