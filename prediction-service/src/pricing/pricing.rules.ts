/** The price of a forecast in credits: its valid rows, whatever the horizon. */
export function priceCredits(validRows: number, costPerRow: number): number {
  return validRows * costPerRow;
}

/**
 * Credits that a balance lacks for a price: 0 when it is enough.
 * @param balance null when it is not known.
 * @returns null when it is not known.
 */
export function missingCredits(cost: number, balance: number | null): number | null {
  return balance === null ? null : Math.max(0, cost - balance);
}

/** The longest horizon, as a multiple of the valid rows. */
export const maxHorizonFactor = 10;

/**
 * The number of points to forecast: as many as there are valid rows unless asked otherwise.
 * @returns null when more is asked for than the rows allow.
 */
export function horizonFor(validRows: number, asked: number | undefined): number | null {
  const horizon = asked ?? validRows;
  return horizon <= maxHorizonFactor * validRows ? horizon : null;
}
