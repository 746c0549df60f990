/**
 * A whole number as people write it: `5000`, `5 000`, `5,000`, with no-break spaces, too. Undefined for anything that is
 * not plainly one, or has more than ten digits: a decimal comma is never taken for a group of thousands.
 */
export function parseWholeNumber(text: string): number | undefined {
  const written = text.trim();
  if (!/^(?:\d{1,10}|\d{1,3}(?:[ ,\u00a0\u202f]\d{3}){1,3})$/.test(written)) return undefined;
  return Number(written.replaceAll(/\D/g, ''));
}
