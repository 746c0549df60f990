import { connect } from 'node:net';
import { Buyer, call, type Problem, series } from '@coincast/e2e/buyer';
import { expect } from 'chai';
import jwt from 'jsonwebtoken';

/** Whatever is sent is a 4xx problem with a sentence, and the service stays up. */
export function hostileSuite(url: () => string): void {
  describe('bad input', () => {
    let buyer: Buyer;
    before(async () => {
      buyer = await Buyer.register(url(), 1000);
    });
    afterEach('the service still sells', async () => {
      const { body } = await buyer.predict(series(2));
      expect((await buyer.finished(body.id)).status).to.equal('OK');
    });

    const refused = (answer: { status: number; headers: Headers; body: unknown }, statuses: number[]) => {
      const problem = answer.body as Problem;
      expect(answer.status, JSON.stringify(problem)).to.be.oneOf(statuses);
      expect(answer.headers.get('content-type')).to.match(/^application\/problem\+json/);
      expect(problem.detail, 'a sentence').to.match(/\w+ .*\w/);
      expect(answer.headers.get('x-request-id')).to.be.a('string').with.length.above(8);
    };

    it('refuses wrong types and huge numbers in top-ups', async () => {
      for (const amount of [0, -1, 1.5, '7', null, true, [], {}, 1e30, Number.MAX_SAFE_INTEGER + 2]) {
        refused(await buyer.call('/api/account/top-up', { json: { amount } }), [422]);
      }
      refused(await buyer.call('/api/account/top-up', { json: [] }), [422]);
      refused(await buyer.call('/api/account/top-up', { json: { amount: 1, reason: 'x'.repeat(10_000) } }), [422]);
    });

    it('refuses wrong shapes of predict requests', async () => {
      for (const data of [undefined, null, 7, 'text', true]) refused(await buyer.predict(data), [422]);
      refused(await buyer.predict(series(2), { model: 'NoSuchModel' }), [422]);
      for (const horizon of [0, -1, 21, 1.5, 1e300]) refused(await buyer.predict(series(2), { horizon }), [422]);
      refused(await buyer.call('/api/predict/', { json: null }), [400, 422]);
    });

    it('refuses broken JSON, broken multipart and unknown content types', async () => {
      const send = (contentType: string, body: string) =>
        buyer.call('/api/predict/', { method: 'POST', headers: { 'content-type': contentType }, body });
      refused(await send('application/json', '{"model_name": "Demo", "data": [}'), [400]);
      refused(await send('application/json', ''), [400, 422]);
      refused(await send('multipart/form-data', 'no boundary'), [400, 415, 422]);
      refused(
        await send('multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="fi'),
        [400, 422],
      );
      refused(await send('text/plain', 'hello'), [415]);
    });

    it('survives 10 MB bodies', async () => {
      const rows = JSON.stringify({
        model_name: 'Demo',
        data: [{ timestamp: '2024-01-01', price: 'x'.repeat(10 << 20) }],
      });
      const answer = await buyer.call<{ id: number }>('/api/predict/', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: rows,
      });
      expect(answer.status).to.be.oneOf([202, 413, 422]);
      const oversized = await call(`${url()}/api/auth/login`, {
        json: { email: 'a@b', password: 'x'.repeat(10 << 20) },
      });
      refused(oversized, [413]);
    });

    it('refuses forged, expired and unsigned tokens', async () => {
      const [header = '', payload = '', signature = ''] = buyer.token.split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
      const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
      const forged = [
        'nonsense',
        `${header}.${payload}.`,
        `${header}.${encode({ ...claims, role: 'ADMIN' })}.${signature}`,
        `${encode({ alg: 'none', kid, typ: 'JWT' })}.${payload}.`,
        `${encode({ alg: 'none', kid, typ: 'JWT' })}.${payload}.x`,
        jwt.sign({ ...claims }, 'secret', { algorithm: 'HS256', keyid: kid }),
      ];
      for (const token of forged) {
        refused(await call(`${url()}/api/account/balance`, { headers: { authorization: `Bearer ${token}` } }), [401]);
      }
      for (const path of [
        '/api/account/balance',
        '/api/account/transactions',
        '/api/predict/1',
        '/api/predict/history',
      ]) {
        const answer = await call(url() + path);
        refused(answer, [401]);
        expect(answer.headers.get('www-authenticate')).to.match(/^Bearer/);
      }
    });

    it('refuses ids that are no ids, and pages that are no pages', async () => {
      for (const id of ['0', '-1', 'abc', '1.5', '9'.repeat(30), '%00', '1;drop table jobs']) {
        refused(await buyer.call(`/api/predict/${encodeURIComponent(id)}`), [400, 404]);
      }
      for (const query of ['limit=0', 'limit=1001', 'limit=x', 'before=-1', 'before=x']) {
        refused(await buyer.call(`/api/account/transactions?${query}`), [422]);
        refused(await buyer.call(`/api/predict/history?${query}`), [422]);
      }
    });

    it('keeps internal routes and the admin’s calls away from users', async () => {
      for (const path of [
        '/internal/balances',
        '/api/../internal/balances',
        '/api/predict/%2e%2e/%2e%2e/internal/balances',
      ]) {
        const status = await rawStatus(
          url(),
          `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${buyer.token}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
        );
        expect(status).to.be.oneOf([400, 404]);
      }
      refused(await buyer.call('/api/auth/users?email=a@b'), [403]);
      refused(await buyer.call('/api/account/1/top-up', { json: { amount: 1 } }), [403]);
    });

    it('answers malformed HTTP with a 4xx and goes on', async () => {
      expect(await rawStatus(url(), 'NONSENSE\r\n\r\n')).to.equal(400);
      expect(await rawStatus(url(), `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'y'.repeat(64 * 1024)}\r\n\r\n`)).to.equal(
        431,
      );
    });
  });
}

/** Sends bytes as they are and answers the status of the first line that comes back. */
function rawStatus(url: string, request: string): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(request));
    socket.setTimeout(10_000, () => socket.destroy(new Error('no answer')));
    socket.on('error', reject);
    socket.on('data', (data) => {
      const status = /^HTTP\/1\.1 (\d{3})/.exec(data.toString('latin1'))?.[1];
      socket.destroy();
      resolve(Number(status));
    });
  });
}
