import { createHmac, createPublicKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { expect } from 'chai';
import jwt from 'jsonwebtoken';
import { Problem, TokenVerifier, tokenAudience, tokenIssuer } from '../../src/http/index.js';
import { startTestIssuer, type TestIssuer } from '../../src/testing/index.js';

describe('the token verifier', () => {
  let issuer: TestIssuer;
  let verifier: TokenVerifier;

  before(async () => {
    issuer = await startTestIssuer();
    verifier = new TokenVerifier(issuer.jwksUrl);
  });
  after(() => issuer.close());

  const verify = (token: string) => verifier.verify(`Bearer ${token}`);

  it('knows the user and the role', async () => {
    expect(await verify(issuer.tokenFor(7))).to.deep.equal({ id: 7, role: 'USER' });
    expect(await verify(issuer.tokenFor(8, 'ADMIN'))).to.deep.equal({ id: 8, role: 'ADMIN' });
  });

  it('refuses what is no bearer token', async () => {
    for (const header of [undefined, '', 'Bearer', 'Bearer a.b', 'Bearer a.b.c', `Basic ${issuer.tokenFor(7)}`]) {
      expect(await codeOf(verifier.verify(header)), String(header)).to.equal('not_signed_in');
    }
  });

  it('refuses an expired token and says so', async () => {
    const error = await verify(issuer.tokenFor(7, 'USER', { expiresIn: -1 })).catch((failure: unknown) => failure);
    expect(error).to.be.instanceOf(Problem).that.has.property('detail').that.contains('expired');
  });

  it('stops believing a token that expires after it was verified', async () => {
    const token = issuer.tokenFor(7, 'USER', { expiresIn: 1 });
    await verify(token);
    const { exp } = jwt.decode(token) as jwt.JwtPayload;
    const now = Date.now;
    Date.now = () => (exp ?? 0) * 1000 + 1;
    try {
      expect(await codeOf(verify(token))).to.equal('not_signed_in');
    } finally {
      Date.now = now;
    }
  });

  it('refuses another issuer and another audience', async () => {
    expect(await codeOf(verify(issuer.tokenFor(7, 'USER', { issuer: 'somebody' })))).to.equal('not_signed_in');
    expect(await codeOf(verify(issuer.tokenFor(7, 'USER', { audience: 'other-api' })))).to.equal('not_signed_in');
  });

  it('refuses subjects that are no user ids', async () => {
    for (const subject of ['0', '-1', '1.5', 'admin', '9007199254740993']) {
      expect(await codeOf(verify(issuer.tokenFor(7, 'USER', { subject }))), subject).to.equal('not_signed_in');
    }
  });

  it('refuses unsigned tokens', async () => {
    const [, payload] = issuer.tokenFor(7).split('.');
    const header = base64({ alg: 'none', kid: 'test-key', typ: 'JWT' });
    expect(await codeOf(verify(`${header}.${payload}.`))).to.equal('not_signed_in');
    expect(await codeOf(verify(`${header}.${payload}.x`))).to.equal('not_signed_in');
  });

  it('refuses a token signed with the public key as a shared secret', async () => {
    const { keys } = (await (await fetch(issuer.jwksUrl)).json()) as { keys: JsonWebKey[] };
    const content = `${base64({ alg: 'HS256', kid: 'test-key', typ: 'JWT' })}.${issuer.tokenFor(7).split('.')[1]}`;
    const secret = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    const signature = createHmac('sha256', secret).update(content).digest('base64url');
    expect(await codeOf(verify(`${content}.${signature}`))).to.equal('not_signed_in');
  });

  it('refuses a changed token, an unknown key, and a known key id with another key', async () => {
    const [header, , signature] = issuer.tokenFor(7).split('.');
    const [, payload] = issuer.tokenFor(8).split('.');
    expect(await codeOf(verify(`${header}.${payload}.${signature}`))).to.equal('not_signed_in');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const forged = (keyid: string) =>
      jwt.sign({ role: 'ADMIN' }, privateKey.export({ type: 'pkcs8', format: 'pem' }), {
        algorithm: 'RS256',
        keyid,
        subject: '1',
        issuer: tokenIssuer,
        audience: tokenAudience,
        expiresIn: '1h',
      });
    expect(await codeOf(verify(forged('unknown')))).to.equal('not_signed_in');
    expect(await codeOf(verify(forged('test-key')))).to.equal('not_signed_in');
  });

  it('is unavailable while it can fetch no keys', async () => {
    const away = new TokenVerifier('http://127.0.0.1:1/jwks.json');
    expect(await codeOf(away.verify(`Bearer ${issuer.tokenFor(7)}`))).to.equal('unavailable');
  });
});

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

async function codeOf(verifying: Promise<unknown>): Promise<string> {
  try {
    await verifying;
    return 'accepted';
  } catch (error) {
    return error instanceof Problem ? error.code : String(error);
  }
}
