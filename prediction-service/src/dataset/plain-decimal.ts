const [zero, minus, point] = [...'0-.'].map((sign) => sign.charCodeAt(0)) as [number, number, number];
/** Numbers of so many digits are below 2^53, and their quotient by a power of ten is rounded only once: exact. */
const maxDigits = 15;
const powersOfTen = Array.from({ length: maxDigits + 1 }, (_, i) => 10 ** i);

/**
 * `1234.5`: digits with a decimal point, as most machines write prices, and several times as fast to read as by regular
 * expressions. The same number as `Number(text)` (Clinger 1990, the fast case).
 * @returns undefined for any other text, and where the point may stand between thousands (`1.234`).
 */
export function plainDecimal(text: string): number | undefined {
  const { length } = text;
  const start = text.charCodeAt(0) === minus ? 1 : 0;
  let pointAt = -1;
  let digits = 0;
  if (length - start > maxDigits + 1) return undefined;
  for (let i = start; i < length; i++) {
    const code = text.charCodeAt(i);
    const digit = code - zero;
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    else if (code === point && pointAt < 0) pointAt = i;
    else return undefined;
  }
  const decimals = length - 1 - pointAt;
  const wholes = pointAt - start;
  if (pointAt < 0 || wholes === 0 || decimals === 0) return undefined;
  if (decimals === 3 && wholes <= 3 && text.charCodeAt(start) !== zero) return undefined;
  const number = digits / (powersOfTen[decimals] ?? Number.NaN);
  return start === 1 ? -number : number;
}
