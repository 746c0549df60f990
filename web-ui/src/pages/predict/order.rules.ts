import type { ModelOnSale } from '@coincast/shared/gateway-client';
import { parseWholeNumber } from '@coincast/shared/wording/whole-number.rules';

/** The longest horizon, as a multiple of the valid rows. */
export const longestHorizonFactor = 10;

/** The horizon of a text, or undefined where it is none that so many valid rows allow. */
export function parseHorizon(text: string, validRows: number): number | undefined {
  const horizon = parseWholeNumber(text);
  return horizon !== undefined && horizon >= 1 && horizon <= longestHorizonFactor * validRows ? horizon : undefined;
}

/** A suggested horizon counts where the typed one was left as it was shown, as a page without script sends both. */
export function wantedHorizon({ horizon, shown, preset }: { horizon: string; shown: string; preset: string }): string {
  return preset !== '' && (horizon.trim() === '' || horizon === shown) ? preset : horizon;
}

/** The model that is suggested. */
const suggested = 'Auto';

/** The model chosen at first: the one asked for, the suggested, or any that so many rows are enough for. */
export function firstChoice(
  models: readonly ModelOnSale[],
  validRows: number,
  asked: string | undefined,
): ModelOnSale | undefined {
  const enough = models.filter(({ min_rows }) => min_rows <= validRows);
  return enough.find(({ name }) => name === asked) ?? enough.find(({ name }) => name === suggested) ?? enough[0];
}

/** As they are, but for the suggested one, which comes first. */
export function suggestedFirst(models: readonly ModelOnSale[]): ModelOnSale[] {
  return models.toSorted((a, b) => Number(isSuggested(b)) - Number(isSuggested(a)));
}

export function isSuggested({ name }: ModelOnSale): boolean {
  return name === suggested;
}
