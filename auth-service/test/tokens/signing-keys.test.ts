import { TokenVerifier } from '@coincast/shared/http';
import { generateSigningKey } from '@coincast/shared/signing-keys';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import jwt from 'jsonwebtoken';
import { SigningKeysRepository } from '../../src/tokens/signing-keys.repository.js';
import { type Api, AuthFixture, tokenOf } from '../auth-fixture.js';

/** The default. */
const tokenTtlMinutes = 1_440;

const kidOf = (token: string) => jwt.decode(token, { complete: true })?.header.kid;

describe('signing keys', () => {
  let fixture: AuthFixture;
  let one: Api;
  let other: Api;

  before(async () => {
    fixture = await AuthFixture.create();
    [one, other] = await Promise.all([fixture.start(), fixture.start()]);
  });
  after(() => fixture.close());

  const me = (api: Api, token: string) => api.get('/api/auth/me').set('Authorization', `Bearer ${token}`);
  const published = async (api: Api) => (await api.get('/.well-known/jwks.json').expect(200)).body.keys;

  it('are one key when two replicas start at once', async () => {
    const { rows } = await fixture.db.raw('SELECT kid FROM signing_keys');
    expect(rows).to.have.length(1);
    expect(await published(one)).to.deep.equal(await published(other));
  });

  it('are published without their private part', async () => {
    const [key, ...more] = await published(one);
    expect(more).to.deep.equal([]);
    expect(key).to.have.all.keys('kty', 'n', 'e', 'kid', 'use', 'alg');
    expect(key).to.include({ kty: 'RSA', use: 'sig', alg: 'RS256' });
    expect(Buffer.from(key.n, 'base64url')).to.have.length(256);
  });

  it('make the token of one replica good at the other', async () => {
    const token = await tokenOf(one, 'demo@user', 'user');
    await me(other, token).expect(200);
  });

  it('let another service check tokens over HTTP', async () => {
    const token = await tokenOf(one, 'demo@admin', 'admin');
    const { url } = one.get('/.well-known/jwks.json');
    const user = await new TokenVerifier(url).verify(`Bearer ${token}`);
    expect(user.role).to.equal('ADMIN');
  });

  it('are published before they sign', async () => {
    const key = await generateSigningKey();
    await new SigningKeysRepository().insert(fixture.db, key);
    await fixture.db.raw("UPDATE signing_keys SET signs_at = now() + interval '1 hour' WHERE kid = ?", [key.kid]);
    const third = await fixture.start();
    expect(kidOf(await tokenOf(third, 'demo@user', 'user'))).to.not.equal(key.kid);
    expect((await published(third)).map(({ kid }: { kid: string }) => kid)).to.include(key.kid);
    await fixture.db.raw('DELETE FROM signing_keys WHERE kid = ?', [key.kid]);
  });

  it('overlap: a newer key signs, and the tokens of the older one stay good until it retires', async () => {
    const oldToken = await tokenOf(one, 'demo@user', 'user');
    const key = await generateSigningKey();
    await new SigningKeysRepository().insert(fixture.db, key);
    const third = await fixture.start();
    const newToken = await tokenOf(third, 'demo@user', 'user');
    expect(kidOf(newToken)).to.equal(key.kid).and.not.equal(kidOf(oldToken));
    await eventually('the new key is published everywhere', async () => (await published(one)).length === 2);
    for (const api of [one, other, third]) {
      await me(api, oldToken).expect(200);
      await me(api, newToken).expect(200);
    }

    const { rows } = await fixture.db.raw(
      "SELECT kid FROM signing_keys WHERE retires_at > now() + ? * interval '1 minute'",
      [tokenTtlMinutes],
    );
    expect(rows, 'the old key goes after the last of its tokens').to.deep.equal([{ kid: kidOf(oldToken) }]);
    await fixture.db.raw('UPDATE signing_keys SET retires_at = now() WHERE kid <> ?', [key.kid]);
    const fourth = await fixture.start();
    expect(await published(fourth)).to.have.length(1);
    await me(fourth, oldToken).expect(401);
    await me(fourth, newToken).expect(200);
  });
});
