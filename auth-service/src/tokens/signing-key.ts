import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';

/** A key as it lies in the database. */
export interface StoredKey {
  kid: string;
  /** PKCS #8, PEM. */
  private_key: string;
  /** Whether it signs no more and is only published until its tokens have expired. */
  retiring: boolean;
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
  privateKey: KeyObject;
  /** SPKI, PEM. */
  publicPem: string;
  publicJwk: PublicJwk;
}

/** A new RSA key of 2048 bits. Its id is its thumbprint (RFC 7638), so it says nothing and cannot clash. */
export async function generateStoredKey(): Promise<StoredKey> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const { e, n } = publicParts(createPublicKey(privateKey));
  const kid = createHash('sha256')
    .update(JSON.stringify({ e, kty: 'RSA', n }))
    .digest('base64url');
  return { kid, private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), retiring: false };
}

export function readStoredKey({ kid, private_key, retiring }: StoredKey): SigningKey {
  const privateKey = createPrivateKey(private_key);
  const publicKey = createPublicKey(privateKey);
  return {
    kid,
    retiring,
    privateKey,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    publicJwk: { kty: 'RSA', ...publicParts(publicKey), kid, use: 'sig', alg: 'RS256' },
  };
}

function publicParts(publicKey: KeyObject): { n: string; e: string } {
  const { n, e }: JsonWebKey = publicKey.export({ format: 'jwk' });
  if (!n || !e) throw new Error('Not an RSA key');
  return { n, e };
}
