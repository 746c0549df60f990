import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { type NewSigningKey, publicParts } from '@coincast/shared/signing-keys';

/** A key as it lies in the database. */
export interface StoredKey extends NewSigningKey {
  /** Whether it signs no more and is only published until its tokens have expired. */
  retiring: boolean;
  /** 0 when it may sign already; until then it is only published, so that all who check tokens know it. */
  signs_in_ms: number;
}

/** A public key as others may see it (RFC 7517). */
export interface PublicJwk {
  kty: string;
  n: string;
  e: string;
  kid: string;
  use: 'sig';
  alg: 'RS256';
}

/** A key ready for use. */
export interface SigningKey {
  kid: string;
  retiring: boolean;
  /** On the clock of `performance.now()`. */
  signsFromMs: number;
  privateKey: KeyObject;
  /** SPKI, PEM. */
  publicPem: string;
  publicJwk: PublicJwk;
}

/** The parts of a key that never change. */
export function readStoredKey({ kid, private_key }: StoredKey): Omit<SigningKey, 'retiring' | 'signsFromMs'> {
  const privateKey = createPrivateKey(private_key);
  const publicKey = createPublicKey(privateKey);
  return {
    kid,
    privateKey,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    publicJwk: { kty: 'RSA', ...publicParts(publicKey), kid, use: 'sig', alg: 'RS256' },
  };
}
