/** Of a name in a message, in signs. */
export const longestName = 60;
/** Of a name on a button, where Telegram shows little. */
const longestLabel = 32;

/** A text of at most so many signs, its end cut off where it would have more. */
export function shortened(text: string, mostSigns: number): string {
  const signs = Array.from(text);
  return signs.length > mostSigns ? `${signs.slice(0, mostSigns - 1).join('')}…` : text;
}

export const shortLabel = (name: string) => shortened(name, longestLabel);
