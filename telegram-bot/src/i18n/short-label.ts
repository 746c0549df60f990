const longestName = 32;

/** A name on a button, where Telegram shows little of a long one. */
export function shortLabel(name: string): string {
  const signs = Array.from(name);
  return signs.length > longestName ? `${signs.slice(0, longestName - 1).join('')}…` : name;
}
