import { createHmac } from 'node:crypto';
import { tokenAudience, tokenIssuer } from '@coincast/shared/http';
import { expect } from 'chai';
import jwt from 'jsonwebtoken';
import { type Api, AuthFixture, freshEmail, tokenOf } from '../auth-fixture.js';

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('users', () => {
  let fixture: AuthFixture;
  let api: Api;
  let user: string;
  let admin: string;

  before(async () => {
    fixture = await AuthFixture.create();
    api = await fixture.start();
    user = await tokenOf(api, 'demo@user', 'user');
    admin = await tokenOf(api, 'demo@admin', 'admin');
  });
  after(() => fixture.close());

  const get = (path: string, token: string) => api.get(path).set('Authorization', `Bearer ${token}`);

  describe('GET /api/auth/me', () => {
    it('answers 200 with the user', async () => {
      const { body } = await get('/api/auth/me', user).expect(200);
      expect(body).to.have.all.keys('id', 'email', 'role', 'created_at');
      expect(body).to.include({ email: 'demo@user', role: 'USER' });
      expect(body.id).to.be.a('number');
      expect(new Date(body.created_at).toISOString()).to.equal(body.created_at);
      await get('/api/auth/me/', admin).expect(200);
    });

    it('answers 401 without a token, and for one that is broken, forged, unsigned or from elsewhere', async () => {
      await api.get('/api/auth/me').expect(401).expect('www-authenticate', 'Bearer');
      const [header = '', payload = '', signature = ''] = user.split('.');
      const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
      const { body } = await api.get('/.well-known/jwks.json').expect(200);
      const hs256 = `${base64({ alg: 'HS256', kid })}.${payload}`;
      const forged = [
        'nonsense',
        `${header}.${base64({ ...claims, role: 'ADMIN' })}.${signature}`,
        `${base64({ alg: 'none', kid })}.${payload}.`,
        `${hs256}.${createHmac('sha256', JSON.stringify(body.keys[0])).update(hs256).digest('base64url')}`,
        `${base64({ alg: 'RS256', kid: 'unknown' })}.${payload}.${signature}`,
      ];
      for (const token of forged) await get('/api/auth/me', token).expect(401);
    });

    it('answers 401 for a token that has expired', async () => {
      const { rows } = await fixture.db.raw('SELECT kid, private_key FROM signing_keys');
      const { sub } = jwt.decode(user) as jwt.JwtPayload;
      const token = jwt.sign({ role: 'USER', sub, exp: 1_700_000_000 }, rows[0].private_key, {
        algorithm: 'RS256',
        keyid: rows[0].kid,
        issuer: tokenIssuer,
        audience: tokenAudience,
      });
      const { body } = await get('/api/auth/me', token).expect(401);
      expect(body.detail).to.match(/expired/);
    });

    it('answers 401 when the account is gone', async () => {
      const email = freshEmail();
      const { body } = await api.post('/api/auth/register').send({ email, password: 'correct horse' }).expect(201);
      await fixture.db.raw('DELETE FROM users WHERE email = ?', [email]);
      await get('/api/auth/me', body.access_token).expect(401);
    });
  });

  describe('GET /api/auth/users', () => {
    it('answers 200 with the one user who has the e-mail, without the hash', async () => {
      for (const path of ['/api/auth/users?email=Demo@User', '/api/auth/users/?email=demo%40user']) {
        const { body } = await get(path, admin).expect(200);
        expect(body).to.have.length(1);
        expect(body[0]).to.have.all.keys('id', 'email', 'role', 'created_at');
        expect(body[0]).to.include({ email: 'demo@user', role: 'USER' });
      }
    });

    it('answers 200 with an empty array when there is none', async () => {
      for (const email of ['nobody@example.com', 'demo', 'demo@use', '%00@user', '%25']) {
        const { body } = await get(`/api/auth/users?email=${email}`, admin).expect(200);
        expect(body).to.deep.equal([]);
      }
    });

    it('answers 401 without a token', async () => {
      await api.get('/api/auth/users?email=demo@user').expect(401);
    });

    it('answers 403 to a USER', async () => {
      const { body } = await get('/api/auth/users?email=demo@user', user).expect(403);
      expect(body.code).to.equal('forbidden');
    });

    it('answers 422 without an e-mail', async () => {
      await get('/api/auth/users', admin).expect(422);
      await get('/api/auth/users?email=', admin).expect(422);
      await get('/api/auth/users?email=a@b&email=c@d', admin).expect(422);
    });
  });
});
