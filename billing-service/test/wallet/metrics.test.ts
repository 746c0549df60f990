import { debitRequested, refundRequested } from '@coincast/shared/contracts';
import { serializeEvent } from '@coincast/shared/messaging';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import request from 'supertest';
import { topUp } from '../account-calls.js';
import { type BillingStack, startBillingStack } from '../billing-fixture.js';

describe('coincast_wallet_operations_total', () => {
  let stack: BillingStack;
  before(async () => {
    stack = await startBillingStack();
  });
  after(() => stack?.close());

  const context = (subject: number) => ({ source: '/test', subject });
  const debit = (job_id: number, amount: number) =>
    stack.broker.publish([serializeEvent(debitRequested, { job_id, user_id: 1, amount }, context(job_id))]);
  const refund = (job_id: number) =>
    stack.broker.publish([
      serializeEvent(refundRequested, { job_id, user_id: 1, reason: 'model_failed' }, context(job_id)),
    ]);
  const operations = async () => {
    const { text } = await request(stack.service.url).get('/metrics').expect(200);
    const lines = text.matchAll(/^coincast_wallet_operations_total\{.*operation="(\w+)",outcome="(\w+)".*\} (\d+)$/gm);
    return Object.fromEntries([...lines].map(([, operation, outcome, times]) => [`${operation} ${outcome}`, times]));
  };

  it('counts deposits, debits and refunds by what became of them', async () => {
    await topUp(stack, 1, { amount: 10 }).expect(201);
    const key = { 'Idempotency-Key': 'a-key' };
    for (const _ of [1, 2]) await topUp(stack, 1, { amount: 1 }, key).expect(201);
    await topUp(stack, 1, { amount: 2 }, key).expect(409);
    // Together, so that they come as one batch: the first debit counts, the second repeats it.
    await Promise.all([debit(1, 5), debit(1, 5), debit(2, 50)]);
    await eventually('the debits', async () => {
      const { 'debit repeated': repeated, 'debit rejected': rejected } = await operations();
      return repeated && rejected;
    });
    await Promise.all([refund(1), refund(1), refund(2)]);
    await eventually('all is settled', async () => (await operations())['refund nothing'] === '1');
    expect(await operations()).to.deep.equal({
      'deposit done': '2',
      'deposit repeated': '1',
      'deposit rejected': '1',
      'debit done': '1',
      'debit repeated': '1',
      'debit rejected': '1',
      'refund done': '1',
      'refund repeated': '1',
      'refund nothing': '1',
    });
  });
});
