import type { TestDatabase } from '@coincast/shared/testing';
import { expect } from 'chai';
import {
  asAdmin,
  asRole,
  type BillingInsides,
  balanceOf,
  createBillingDatabase,
  ledgerOf,
  openBilling,
} from '../billing-fixture.js';

describe('the ledger', () => {
  let database: TestDatabase;
  let billing: BillingInsides;

  before(async () => {
    database = await createBillingDatabase();
    billing = openBilling(database);
    await billing.wallets.topUp({ userId: 1, callerId: 1, amount: 100, reason: 'Manual top-up' });
  });

  after(async () => {
    await billing?.db.destroy();
    await database?.drop();
  });

  const statements = {
    update: 'UPDATE billing.ledger_entries SET amount = 1000000',
    delete: 'DELETE FROM billing.ledger_entries',
    truncate: 'TRUNCATE billing.ledger_entries',
  };
  for (const [verb, sql] of Object.entries(statements)) {
    it(`refuses ${verb} to the service's role, by its grants`, async () => {
      expect(await failureOf(asRole(database.urls.billing.serviceUrl, sql))).to.match(/permission denied/);
    });

    it(`refuses ${verb} to the owner`, async () => {
      expect(await failureOf(asRole(database.urls.billing.ownerUrl, sql))).to.match(/append-only/);
    });

    it(`refuses ${verb} to a superuser, even as a replica`, async () => {
      expect(await failureOf(asAdmin(database, sql))).to.match(/append-only/);
      const asReplica = `SET session_replication_role = replica; ${sql}`;
      expect(await failureOf(asAdmin(database, asReplica))).to.match(/append-only/);
    });
  }

  it('cannot be orphaned: the service deletes no wallets', async () => {
    const sql = 'DELETE FROM billing.wallets';
    expect(await failureOf(asRole(database.urls.billing.serviceUrl, sql))).to.match(/permission denied/);
  });

  for (const [schema, table] of [
    ['auth', 'migrations'],
    ['prediction', 'migrations'],
  ]) {
    it(`lets billing read nothing of ${schema}`, async () => {
      const sql = `SELECT * FROM ${schema}.${table}`;
      expect(await failureOf(asRole(database.urls.billing.serviceUrl, sql))).to.match(/permission denied for schema/);
      expect(await failureOf(asRole(database.urls.billing.ownerUrl, sql))).to.match(/permission denied for schema/);
    });
  }

  it('loses none of 20 concurrent top-ups', async () => {
    const topUp = { userId: 2, callerId: 2, amount: 5, reason: 'Manual top-up' };
    await Promise.all(Array.from({ length: 20 }, () => billing.wallets.topUp(topUp)));
    expect(await balanceOf(database, 2)).to.equal(100);
    expect((await ledgerOf(database, 2)).map(({ balance_after }) => balance_after)).to.deep.equal(
      Array.from({ length: 20 }, (_, i) => 5 * (i + 1)),
    );
  });

  it('forgets idempotency keys after a day', async () => {
    const topUp = { userId: 3, callerId: 3, amount: 5, reason: 'Manual top-up' };
    await billing.wallets.topUp({ ...topUp, idempotencyKey: 'old' });
    await billing.wallets.topUp({ ...topUp, idempotencyKey: 'new' });
    await asAdmin(
      database,
      "UPDATE billing.idempotency_keys SET created_at = now() - interval '25 hours' WHERE key = 'old'",
    );
    expect(await billing.ledger.forgetOldKeys(billing.db)).to.equal(1);
    expect((await asAdmin(database, 'SELECT key FROM billing.idempotency_keys')).rows).to.deep.equal([{ key: 'new' }]);
  });
});

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );
