import jwt from 'jsonwebtoken';
import { LRUCache } from 'lru-cache';
import { Problem } from './errors.js';
import { publishedKeys } from './published-keys.js';

export const tokenIssuer = 'coincast';
export const tokenAudience = 'coincast-api';

export type Role = 'USER' | 'ADMIN';

/** Who a request comes from, as its token says. */
export interface TokenUser {
  id: number;
  role: Role;
}

/** Where public keys come from when not over HTTP: the PEM of a key id, or undefined when there is no such key. */
export type PublicKeySource = (kid: string) => Promise<string | undefined>;

/** A verified token is believed this long without its signature being computed again. */
const rememberedMs = 60_000;

/** Checks access tokens against auth-service's public keys, which it fetches when needed, caches and refreshes. */
export class TokenVerifier {
  private readonly findKey: PublicKeySource;
  private readonly verified = new LRUCache<string, { user: TokenUser; expiresAtMs: number }>({
    max: 20_000,
    ttl: rememberedMs,
  });

  /** @param keys where they are published: a URL that answers `{keys: [...]}` (RFC 7517), or the owner's own store. */
  constructor(keys: string | PublicKeySource) {
    this.findKey = typeof keys === 'string' ? publishedKeys(keys) : keys;
  }

  /**
   * @param authorization the header as received.
   * @throws Problem `not_signed_in` for a missing, forged or expired token, `unavailable` when no key can be fetched.
   */
  async verify(authorization: string | undefined): Promise<TokenUser> {
    const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (!token) throw new Problem('not_signed_in');
    const known = this.verified.get(token);
    if (known && known.expiresAtMs > Date.now()) return known.user;
    return this.verifySignature(token);
  }

  private async verifySignature(token: string): Promise<TokenUser> {
    const header = jwt.decode(token, { complete: true })?.header;
    if (header?.alg !== 'RS256' || !header.kid) throw new Problem('not_signed_in');
    const key = await this.publicKey(header.kid);
    try {
      const claims = jwt.verify(token, key, {
        algorithms: ['RS256'],
        issuer: tokenIssuer,
        audience: tokenAudience,
      });
      if (typeof claims === 'string' || !claims.exp) throw new Problem('not_signed_in');
      const user: TokenUser = { id: Number(claims.sub), role: claims['role'] === 'ADMIN' ? 'ADMIN' : 'USER' };
      if (!Number.isSafeInteger(user.id) || user.id < 1) throw new Problem('not_signed_in');
      this.verified.set(token, { user, expiresAtMs: claims.exp * 1000 });
      return user;
    } catch (error) {
      if (error instanceof jwt.TokenExpiredError) {
        throw new Problem('not_signed_in', 'The access token has expired. Log in again.');
      }
      if (error instanceof jwt.JsonWebTokenError) throw new Problem('not_signed_in');
      throw error;
    }
  }

  private async publicKey(kid: string): Promise<string> {
    const key = await this.findKey(kid).catch(() => {
      throw new Problem('unavailable', 'Tokens cannot be checked right now. Try again in a moment.');
    });
    if (!key) throw new Problem('not_signed_in');
    return key;
  }
}
