export const largestTopUp = 1_000_000_000;

/**
 * A number of credits as people write it: `5000`, `5 000`, `5,000`, with no-break spaces, too. Undefined for anything
 * that is not plainly a whole number from 1 to 1,000,000,000: a decimal comma is never taken for a group of thousands.
 */
export function parseCredits(text: string): number | undefined {
  const written = text.trim();
  if (!/^(?:\d{1,10}|\d{1,3}(?:[ ,\u00a0\u202f]\d{3}){1,3})$/.test(written)) return undefined;
  const credits = Number(written.replace(/\D/g, ''));
  return credits >= 1 && credits <= largestTopUp ? credits : undefined;
}
