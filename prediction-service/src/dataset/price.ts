/** Spaces that people and spreadsheets put between groups of digits: plain, no-break, narrow no-break, thin, figure. */
const spaces = '[ \\u00a0\\u202f\\u2009\\u2007]';

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Every other way of writing a number that has one reading only. `group` is the digits' separator, `point` the decimal one. */
const written: { pattern: RegExp; group: RegExp | null; point: ',' | '.' }[] = [
  // 1 234,56  1 234.56  1 234 567
  {
    pattern: new RegExp(`^[+-]?\\d{1,3}(?:${spaces}\\d{3})+(?:,\\d+)?$`),
    group: new RegExp(spaces, 'g'),
    point: ',',
  },
  { pattern: new RegExp(`^[+-]?\\d{1,3}(?:${spaces}\\d{3})+\\.\\d+$`), group: new RegExp(spaces, 'g'), point: '.' },
  // 1_000  1_000.5
  { pattern: /^[+-]?\d{1,3}(?:_\d{3})+(?:\.\d+)?$/, group: /_/g, point: '.' },
  // 1,234.56  1,234,567
  { pattern: /^[+-]?\d{1,3}(?:,\d{3})+\.\d+$/, group: /,/g, point: '.' },
  { pattern: /^[+-]?\d{1,3}(?:,\d{3}){2,}$/, group: /,/g, point: '.' },
  // 1.234,56  1.234.567
  { pattern: /^[+-]?\d{1,3}(?:\.\d{3})+,\d+$/, group: /\./g, point: ',' },
  { pattern: /^[+-]?\d{1,3}(?:\.\d{3}){2,}$/, group: /\./g, point: ',' },
  // 1234,56  0,123: a decimal comma, unless three digits after it could be a group of thousands (1,234 is refused)
  { pattern: /^[+-]?(?:\d+,(?:\d{1,2}|\d{4,})|0,\d{3}|\d{4,},\d{3})$/, group: null, point: ',' },
];

/**
 * A price as people write it, as a finite number; `undefined` when it is none, or has two readings (`1,234`).
 * @param value a JSON value or the text of a table's cell.
 */
export function parsePrice(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || value.length > 400) return undefined;
  const text = value.trim().replace(/^\u2212/, '-');
  if (plain.test(text)) return finite(Number(text));
  for (const { pattern, group, point } of written) {
    if (!pattern.test(text)) continue;
    const digits = group ? text.replace(group, '') : text;
    return finite(Number(point === ',' ? digits.replace(',', '.') : digits));
  }
  return undefined;
}

const finite = (number: number) => (Number.isFinite(number) ? number : undefined);
