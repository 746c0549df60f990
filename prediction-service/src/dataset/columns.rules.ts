/** The names of a time column; they match in any case. */
export const timeNames = ['timestamp', 'ts', 'date', 'datetime', 'time'] as const;
/** The names of a price column, likewise. */
export const priceNames = ['price', 'close', 'value', 'target', 'y'] as const;

const times = new Set<string>(timeNames);
const prices = new Set<string>(priceNames);

/** Where in a list of names the time and the price columns are, in the order of the list. */
export interface MatchingColumns {
  times: number[];
  prices: number[];
}

/** Finds the time and price columns among a table's headers or a record's keys. */
export function matchColumns(names: readonly unknown[]): MatchingColumns {
  const found: MatchingColumns = { times: [], prices: [] };
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    if (typeof name !== 'string' || name.length > 64) continue;
    const plain = name.trim().toLowerCase();
    if (times.has(plain)) found.times.push(i);
    else if (prices.has(plain)) found.prices.push(i);
  }
  return found;
}

/** Whether a line of cells can be a table's header: it names both a time and a price column. */
export function isHeader(cells: readonly unknown[]): boolean {
  const { times, prices } = matchColumns(cells);
  return times.length > 0 && prices.length > 0;
}
