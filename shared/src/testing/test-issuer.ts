import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';
import { type Role, tokenAudience, tokenIssuer } from '../http/index.js';

/** Stands in for auth-service: publishes a key over real HTTP and signs tokens with it. */
export interface TestIssuer {
  jwksUrl: string;
  /** An access token; `options` override what jsonwebtoken would sign. */
  tokenFor(userId: number, role?: Role, options?: jwt.SignOptions): string;
  close(): Promise<void>;
}

export async function startTestIssuer(): Promise<TestIssuer> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = 'test-key';
  const jwk = { ...createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })).export({ format: 'jwk' }) };
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ keys: [{ ...jwk, kid, use: 'sig', alg: 'RS256' }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    jwksUrl: `http://127.0.0.1:${port}/.well-known/jwks.json`,
    tokenFor: (userId, role = 'USER', options = {}) =>
      jwt.sign({ role }, privateKey.export({ type: 'pkcs8', format: 'pem' }), {
        algorithm: 'RS256',
        keyid: kid,
        subject: String(userId),
        issuer: tokenIssuer,
        audience: tokenAudience,
        expiresIn: '1h',
        ...options,
      }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
