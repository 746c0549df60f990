import { MalformedEventError } from '@coincast/shared/messaging';
import type { TestDatabase } from '@coincast/shared/testing';
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
  refundEvent,
} from '../billing-fixture.js';

describe('charges in the database', () => {
  let database: TestDatabase;
  let billing: BillingInsides;
  let userId = 100;

  before(async () => {
    database = await createBillingDatabase();
    billing = openBilling(database);
  });

  after(async () => {
    await billing?.db.destroy();
    await database?.drop();
  });

  beforeEach(async () => {
    userId++;
    await asAdmin(database, 'DELETE FROM billing.outbox');
  });

  const topUp = (amount: number) =>
    billing.wallets.topUp({ userId, callerId: userId, amount, reason: 'Manual top-up' });
  const job = (n: number) => userId * 100_000 + n;

  it('debits, refunds and answers both', async () => {
    await topUp(100);
    await billing.debits.onDebitRequested([debitEvent(job(1), userId, 30)]);
    await billing.refunds.onRefundRequested([refundEvent(job(1), userId, 'model_timeout')]);
    expect(await balanceOf(database, userId)).to.equal(100);
    expect((await ledgerOf(database, userId)).map(({ id: _, ...entry }) => entry)).to.deep.equal([
      { amount: 100, tx_type: 'DEPOSIT', reason: 'Manual top-up', balance_after: 100, job_id: null },
      {
        amount: -30,
        tx_type: 'PREDICTION_CHARGE',
        reason: `Prediction job ${job(1)}`,
        balance_after: 70,
        job_id: job(1),
      },
      {
        amount: 30,
        tx_type: 'REFUND',
        reason: `Refund of prediction job ${job(1)}: model_timeout`,
        balance_after: 100,
        job_id: job(1),
      },
    ]);
    expect(await outboxAnswers(database)).to.deep.equal([
      ['credits.debited', { job_id: job(1), user_id: userId, balance: 70 }],
      ['credits.refunded', { job_id: job(1), user_id: userId, amount: 30 }],
    ]);
  });

  it('settles one wallet of a batch in order, each request with its own outcome', async () => {
    await topUp(100);
    await billing.debits.onDebitRequested([
      debitEvent(job(1), userId, 60),
      debitEvent(job(2), userId, 50),
      debitEvent(job(1), userId, 60),
      debitEvent(job(3), userId, 40),
      debitEvent(job(4), userId + 50_000, 1),
    ]);
    const about = { user_id: userId };
    expect(await outboxAnswers(database)).to.deep.equal([
      ['credits.debited', { job_id: job(1), ...about, balance: 40 }],
      ['credits.debit.rejected', { job_id: job(2), ...about, reason: 'not_enough_credits' }],
      ['credits.debited', { job_id: job(1), ...about, balance: 40 }],
      ['credits.debited', { job_id: job(3), ...about, balance: 0 }],
      ['credits.debit.rejected', { job_id: job(4), user_id: userId + 50_000, reason: 'not_enough_credits' }],
    ]);
    expect((await ledgerOf(database, userId)).map(({ balance_after }) => balance_after)).to.deep.equal([100, 40, 0]);
  });

  it('keeps a rejection after a top-up, and a void after a debit', async () => {
    await billing.debits.onDebitRequested([debitEvent(job(1), userId, 30)]);
    await billing.refunds.onRefundRequested([refundEvent(job(2), userId)]);
    await topUp(100);
    await billing.debits.onDebitRequested([debitEvent(job(1), userId, 30), debitEvent(job(2), userId, 30)]);
    expect(await outboxAnswers(database)).to.deep.equal([
      ['credits.debit.rejected', { job_id: job(1), user_id: userId, reason: 'not_enough_credits' }],
      ['credits.refunded', { job_id: job(2), user_id: userId, amount: 0 }],
      ['credits.debit.rejected', { job_id: job(1), user_id: userId, reason: 'not_enough_credits' }],
      ['credits.debit.rejected', { job_id: job(2), user_id: userId, reason: 'voided' }],
    ]);
    expect(await balanceOf(database, userId)).to.equal(100);
  });

  it('touches nothing when a batch holds a poison item, which alone fails when tried alone', async () => {
    await topUp(100);
    await billing.debits.onDebitRequested([debitEvent(job(1), userId, 30)]);
    const poison = debitEvent(job(1), userId, 31);
    const good = debitEvent(job(2), userId, 10);
    expect(await failureOf(billing.debits.onDebitRequested([poison, good]))).to.be.instanceOf(MalformedEventError);
    expect(await balanceOf(database, userId)).to.equal(70);
    expect(await failureOf(billing.debits.onDebitRequested([poison]))).to.match(/costs 30 credits.*asks for 31/);
    await billing.debits.onDebitRequested([good]);
    expect(await balanceOf(database, userId)).to.equal(60);
  });

  it('refuses a job that another user has paid', async () => {
    await topUp(100);
    await billing.debits.onDebitRequested([debitEvent(job(1), userId, 30)]);
    expect(await failureOf(billing.refunds.onRefundRequested([refundEvent(job(1), userId + 1)]))).to.match(
      /belongs to/,
    );
    expect(await balanceOf(database, userId)).to.equal(70);
  });

  it('has the database itself refuse a second charge or refund of a job', async () => {
    await topUp(100);
    await billing.debits.onDebitRequested([debitEvent(job(1), userId, 30)]);
    const again = asAdmin(
      database,
      `INSERT INTO billing.ledger_entries (user_id, amount, tx_type, reason, balance_after, job_id)
       VALUES ($1, -30, 'PREDICTION_CHARGE', 'again', 40, $2)`,
      [userId, job(1)],
    );
    expect(await failureOf(again)).to.match(/ledger_entries_once_a_job/);
  });
});

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );
