import type { Caller, GatewayClient } from './gateway-client.js';

const believedMs = 60_000;

/** Credits for one valid row, as the catalogue names it; asked for at most once a minute. */
export class Price {
  private known: { credits: number | undefined; untilMs: number } | undefined;

  constructor(private readonly api: GatewayClient) {}

  /** Undefined when the catalogue cannot be asked, or has several prices: no page fails for it. */
  async perRow(caller: Caller): Promise<number | undefined> {
    if (this.known && this.known.untilMs > Date.now()) return this.known.credits;
    try {
      const prices = new Set((await this.api.models(caller)).map(({ price_per_row }) => price_per_row));
      const [credits] = prices;
      this.known = { credits: prices.size === 1 ? credits : undefined, untilMs: Date.now() + believedMs };
      return this.known.credits;
    } catch {
      return undefined;
    }
  }
}
