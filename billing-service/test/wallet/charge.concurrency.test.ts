import { eventually, type TestDatabase } from '@coincast/shared/testing';
import { expect } from 'chai';
import {
  asAdmin,
  type BillingInsides,
  balanceOf,
  createBillingDatabase,
  debitEvent,
  ledgerOf,
  openBilling,
  outboxAnswers,
} from '../billing-fixture.js';

describe('charges by two processes at once', () => {
  let database: TestDatabase;
  let one: BillingInsides;
  let other: BillingInsides;
  let userId = 100;

  before(async () => {
    database = await createBillingDatabase();
    one = openBilling(database);
    other = openBilling(database);
  });

  after(async () => {
    await Promise.all([one?.db.destroy(), other?.db.destroy()]);
    await database?.drop();
  });

  beforeEach(async () => {
    userId++;
    await asAdmin(database, 'DELETE FROM billing.outbox');
  });

  const topUp = (amount: number) => one.wallets.topUp({ userId, callerId: userId, amount, reason: 'Manual top-up' });
  const job = (n: number) => userId * 100_000 + n;

  it('never overdraws a wallet with 32 concurrent debits', async () => {
    await topUp(100);
    await Promise.all(
      Array.from({ length: 32 }, (_, i) => {
        const { debits } = i % 2 === 0 ? one : other;
        return debits.onDebitRequested([debitEvent(job(i), userId, 10)]);
      }),
    );
    const answers = (await outboxAnswers(database)).map(([type]) => type);
    expect(answers.filter((type) => type === 'credits.debited')).to.have.length(10);
    expect(answers.filter((type) => type === 'credits.debit.rejected')).to.have.length(22);
    expect(await balanceOf(database, userId)).to.equal(0);
  });

  it('charges a job once when several processes handle its duplicates at once', async () => {
    await topUp(1000);
    for (let n = 0; n < 10; n++) {
      await Promise.all(
        Array.from({ length: 8 }, (_, i) => {
          const { debits } = i % 2 === 0 ? one : other;
          return debits.onDebitRequested([debitEvent(job(n), userId, 10)]);
        }),
      );
    }
    expect(await balanceOf(database, userId)).to.equal(900);
    expect(await ledgerOf(database, userId)).to.have.length(11);
    expect((await outboxAnswers(database)).map(([type]) => type)).to.deep.equal(Array(80).fill('credits.debited'));
  });

  it('reads a job again that another process settles while it waits for the wallet', async () => {
    await topUp(100);
    const holder = await one.db.transaction();
    await holder.raw('SELECT 1 FROM wallets WHERE user_id = ? FOR UPDATE', [userId]);
    const waiting = other.debits.onDebitRequested([debitEvent(job(1), userId, 30)]);
    await waitsForLock(database);
    await holder.raw("INSERT INTO charges (job_id, user_id, state) VALUES (?, ?, 'voided')", [job(1), userId]);
    await holder.commit();
    await waiting;
    expect(await outboxAnswers(database)).to.deep.equal([
      ['credits.debit.rejected', { job_id: job(1), user_id: userId, reason: 'voided' }],
    ]);
    expect(await balanceOf(database, userId)).to.equal(100);
  });

  it('locks wallets in one order, so that batches in different orders do not deadlock', async () => {
    const users = Array.from({ length: 20 }, (_, i) => userId + 1000 + i);
    const batch = (round: number) => users.map((user, i) => debitEvent(job(round * 100 + i), user, 1));
    await Promise.all(
      Array.from({ length: 16 }, (_, round) => {
        const { debits } = round % 2 === 0 ? one : other;
        return debits.onDebitRequested(round % 2 === 0 ? batch(round) : batch(round).reverse());
      }),
    );
    expect(await outboxAnswers(database)).to.have.length(16 * 20);
  });
});

const waitsForLock = (database: TestDatabase) =>
  eventually('a session that waits for a lock', async () => {
    const { rowCount } = await asAdmin(
      database,
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return rowCount === 1;
  });
