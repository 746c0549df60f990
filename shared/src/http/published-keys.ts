import { JwksClient } from 'jwks-rsa';
import type { PublicKeySource } from './token-verifier.js';

/** Fetched again after this long, so that a withdrawn key is soon forgotten. */
const freshMs = 10 * 60_000;
/** An unknown key id makes us look again, but not more often than this: forged ids must cost nothing. */
const lookAgainMs = 5_000;

/**
 * The keys that auth-service publishes, fetched all at once. A new key is published before it signs, so a few seconds of
 * not knowing it refuse nobody; keys that are known stay good while fetching fails.
 * @param jwksUrl answers `{keys: [...]}` (RFC 7517).
 */
export function publishedKeys(jwksUrl: string): PublicKeySource {
  const client = new JwksClient({ jwksUri: jwksUrl, cache: false, rateLimit: false, timeout: 5_000 });
  let keys = new Map<string, string>();
  let triedAtMs = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | undefined;

  const fetchKeys = async () => {
    triedAtMs = performance.now();
    const published = await client.getSigningKeys();
    keys = new Map(published.map((key) => [key.kid, key.getPublicKey()]));
  };
  const refresh = () => {
    underWay ??= fetchKeys().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };

  return async (kid) => {
    const age = performance.now() - triedAtMs;
    if (keys.has(kid)) {
      if (age > freshMs) refresh().catch(() => undefined);
      return keys.get(kid);
    }
    // Nobody can be let in before the first keys are there, so these are asked for each time.
    if (underWay || keys.size === 0 || age > lookAgainMs) await refresh();
    return keys.get(kid);
  };
}
