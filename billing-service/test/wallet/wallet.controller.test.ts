import { expect } from 'chai';
import request from 'supertest';
import { expectProblem, get, topUp } from '../account-calls.js';
import { asAdmin, type BillingStack, balanceOf, ledgerOf, startBillingStack } from '../billing-fixture.js';

describe('the account calls', () => {
  let stack: BillingStack;
  let userId = 0;

  before(async () => {
    stack = await startBillingStack();
  });

  after(() => stack?.close());

  beforeEach(() => {
    userId++;
  });

  describe('GET /api/account/balance', () => {
    it('200: the balance, 0 for a new user, with and without a trailing slash', async () => {
      expect((await get(stack, userId, '/api/account/balance').expect(200)).body).to.deep.equal({ balance: 0 });
      await topUp(stack, userId, { amount: 70 }).expect(201);
      expect((await get(stack, userId, '/api/account/balance/').expect(200)).body).to.deep.equal({ balance: 70 });
    });

    it('200: each of many concurrent readers gets their own', async () => {
      const first = userId * 1000;
      await asAdmin(
        stack.database,
        `INSERT INTO billing.wallets SELECT n, n FROM generate_series(${first}, ${first + 29}) n`,
      );
      const balances = await Promise.all(
        Array.from({ length: 30 }, async (_, i) => {
          const call = request(stack.service.url)
            .get('/api/account/balance')
            .set(stack.bearer(first + i));
          return (await call.expect(200)).body.balance;
        }),
      );
      expect(balances).to.deep.equal(Array.from({ length: 30 }, (_, i) => first + i));
      userId = first + 30;
    });

    it('401: without a token, with a forged or an expired one', async () => {
      const call = () => request(stack.service.url).get('/api/account/balance');
      expectProblem(await call(), 401, 'not_signed_in', /access token/);
      const [head, , signature] = stack.issuer.tokenFor(userId).split('.');
      const claims = Buffer.from(JSON.stringify({ sub: '1', exp: 9e9 })).toString('base64url');
      const forged = `Bearer ${head}.${claims}.${signature}`;
      expectProblem(await call().set('Authorization', forged), 401, 'not_signed_in', /access token/);
      const expired = `Bearer ${stack.issuer.tokenFor(userId, 'USER', { expiresIn: -10 })}`;
      expectProblem(await call().set('Authorization', expired), 401, 'not_signed_in', /expired/);
    });
  });

  describe('POST /api/account/top-up', () => {
    it('201: adds credits and writes the entry', async () => {
      expect((await topUp(stack, userId, { amount: 100 }).expect(201)).body).to.deep.equal({ balance: 100 });
      expect((await topUp(stack, userId, { amount: 50, reason: 'Карта' }).expect(201)).body).to.deep.equal({
        balance: 150,
      });
      const entries = (await ledgerOf(stack.database, userId)).map(({ id: _, ...entry }) => entry);
      expect(entries).to.deep.equal([
        { amount: 100, tx_type: 'DEPOSIT', reason: 'Manual top-up', balance_after: 100, job_id: null },
        { amount: 50, tx_type: 'DEPOSIT', reason: 'Карта', balance_after: 150, job_id: null },
      ]);
    });

    it('201: takes a null or empty reason for none', async () => {
      await topUp(stack, userId, { amount: 1, reason: null }).expect(201);
      await topUp(stack, userId, { amount: 1, reason: '' }).expect(201);
      expect((await ledgerOf(stack.database, userId)).map(({ reason }) => reason)).to.deep.equal([
        'Manual top-up',
        'Manual top-up',
      ]);
    });

    it('201: loses none of 20 at once', async () => {
      await Promise.all(Array.from({ length: 20 }, () => topUp(stack, userId, { amount: 3 }).expect(201)));
      expect(await balanceOf(stack.database, userId)).to.equal(60);
    });

    it('400: a body that is not JSON', async () => {
      expectProblem(await topUp(stack, userId, '{"amount": '), 400, 'malformed_body', /./);
    });

    it('401: without a token', async () => {
      expectProblem(await topUp(stack, userId, { amount: 1 }, { Authorization: '' }), 401, 'not_signed_in', /token/);
    });

    it('413: a body that is too large', async () => {
      expectProblem(await topUp(stack, userId, { amount: 1, reason: 'x'.repeat(100_000) }), 413, 'body_too_large', /./);
    });

    const badAmounts = ['"100"', '1.5', '0', '-1', '1000000001', '9007199254740993', '1e400', '-1e400', 'true', 'null'];
    for (const amount of [...badAmounts, '[1]', '{}', '"NaN"', '""']) {
      it(`422: amount ${amount}`, async () => {
        expectProblem(
          await topUp(stack, userId, `{"amount": ${amount}}`),
          422,
          'invalid_request',
          /amount must be a whole number/,
        );
        expect(await ledgerOf(stack.database, userId)).to.deep.equal([]);
      });
    }

    for (const [what, body] of [
      ['no amount', {}],
      ['a list', [1]],
      ['no body', undefined],
    ] as const) {
      it(`422: ${what}`, async () => {
        expectProblem(await topUp(stack, userId, body), 422, 'invalid_request', /./);
      });
    }

    for (const [what, reason] of [
      ['of 201 characters', 'x'.repeat(201)],
      ['that is no text', 5],
      ['with a null character', 'a\0b'],
    ]) {
      it(`422: a reason ${what}`, async () => {
        expectProblem(await topUp(stack, userId, { amount: 1, reason }), 422, 'invalid_request', /reason must be text/);
      });
    }

    it('422: a balance above 2^53 - 1, and nothing is added', async () => {
      await topUp(stack, userId, { amount: 1 }).expect(201);
      await asAdmin(stack.database, 'UPDATE billing.wallets SET balance = $1 WHERE user_id = $2', [
        Number.MAX_SAFE_INTEGER - 9,
        userId,
      ]);
      expectProblem(await topUp(stack, userId, { amount: 10 }), 422, 'balance_limit', /smaller amount/);
      expectProblem(
        await topUp(stack, userId, { amount: 10 }, { 'Idempotency-Key': 'k' }),
        422,
        'balance_limit',
        /smaller amount/,
      );
      expect((await topUp(stack, userId, { amount: 9 }).expect(201)).body.balance).to.equal(Number.MAX_SAFE_INTEGER);
    });
  });
});
