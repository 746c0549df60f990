import { parseWholeNumber } from './whole-number.rules.js';

const largestTopUp = 1_000_000_000;

/** A number of credits that can be added at once, from 1 to 1,000,000,000; undefined for anything else. */
export function parseCredits(text: string): number | undefined {
  const credits = parseWholeNumber(text);
  return credits !== undefined && credits >= 1 && credits <= largestTopUp ? credits : undefined;
}
