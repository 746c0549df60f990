import { createHash, createPublicKey, generateKeyPair, type JsonWebKey, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** A key to sign access tokens with, as schema `auth` keeps it. */
export interface NewSigningKey {
  kid: string;
  /** PKCS #8, PEM. */
  private_key: string;
}

/** A new RSA key of 2048 bits. Its id is its thumbprint (RFC 7638), so it says nothing and cannot clash. */
export async function generateSigningKey(): Promise<NewSigningKey> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const { e, n } = publicParts(createPublicKey(privateKey));
  const kid = createHash('sha256')
    .update(JSON.stringify({ e, kty: 'RSA', n }))
    .digest('base64url');
  return { kid, private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** The numbers of an RSA key as others may see them (RFC 7517). */
export function publicParts(publicKey: KeyObject): { n: string; e: string } {
  const { n, e }: JsonWebKey = publicKey.export({ format: 'jwk' });
  if (!n || !e) throw new Error('Not an RSA key');
  return { n, e };
}
