/** A cell of somebody's file as a table shows it. */
export interface ShownCell {
  /** Empty for a cell that holds nothing: the page has a word for it. */
  text: string;
  isBad: boolean;
}

const longestCell = 60;
const mostRead = 1_000;

/**
 * Any value of somebody's file as short text: cut, and without signs that could not be seen or would turn the text
 * around. Empty for what holds nothing.
 */
export function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = Buffer.from(plainText(value).slice(0, mostRead)).toString();
  const signs = Array.from(
    text
      .replaceAll(/\s+/gu, ' ')
      .trim()
      .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, '\u{fffd}'),
  );
  return signs.length > longestCell ? `${signs.slice(0, longestCell - 1).join('')}…` : signs.join('');
}

/** Never more than is needed: a cell may hold a megabyte. */
function plainText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  return JSON.stringify(value) ?? '';
}
