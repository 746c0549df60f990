import { ConfigError } from '@coincast/shared/config';
import { debitRequested, refundRequested, userRegistered } from '@coincast/shared/contracts';
import { type CloudEvent, createInProcessBroker, serializeEvent } from '@coincast/shared/messaging';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import request from 'supertest';
import { startBillingService } from '../src/service.js';
import { type BillingStack, balanceOf, internalToken, ledgerOf, startBillingStack } from './billing-fixture.js';

describe('billing-service', () => {
  let stack: BillingStack;
  const answers: CloudEvent<{ job_id: number }>[] = [];

  before(async () => {
    stack = await startBillingStack({ WELCOME_CREDITS: '50' });
    stack.broker.subscribe({
      queue: 'test.answers',
      types: ['credits.debited', 'credits.debit.rejected', 'credits.refunded'],
      prefetch: 100,
      settle: async ({ message }) => {
        answers.push(message as CloudEvent<{ job_id: number }>);
        return 'ack';
      },
    });
  });

  after(() => stack?.close());

  const publish = (...events: ReturnType<typeof serializeEvent>[]) => stack.broker.publish(events);
  const context = (subject: number) => ({ source: '/test', subject });
  const debit = (job_id: number, user_id: number, amount: number) =>
    serializeEvent(debitRequested, { job_id, user_id, amount }, { ...context(job_id), traceparent });
  const refund = (job_id: number, user_id: number) =>
    serializeEvent(refundRequested, { job_id, user_id, reason: 'model_failed' }, context(job_id));
  const answersOf = (jobId: number) => answers.filter(({ data }) => data.job_id === jobId);

  it('opens a wallet with one welcome deposit when a user registers, whatever races', async () => {
    const registered = serializeEvent(userRegistered, { user_id: 1 }, context(1));
    const balance = () => request(stack.service.url).get('/api/account/balance').set(stack.bearer(1));
    const list = () => request(stack.service.url).get('/api/account/transactions').set(stack.bearer(1));
    await Promise.all([
      publish(registered, registered),
      publish(debit(1, 1, 10)),
      ...Array.from({ length: 5 }, () => balance().expect(200)),
      ...Array.from({ length: 5 }, () => list().expect(200)),
    ]);
    await eventually('the debit', async () => (await balanceOf(stack.database, 1)) === 40);
    expect((await ledgerOf(stack.database, 1)).map(({ reason }) => reason)).to.deep.equal([
      'Welcome credits',
      'Prediction job 1',
    ]);
  });

  for (const [touch, userId, path] of [
    ['balance', 11, '/api/account/balance'],
    ['transaction list', 12, '/api/account/transactions'],
  ] as const) {
    it(`opens a wallet at the first look at its ${touch}`, async () => {
      await request(stack.service.url).get(path).set(stack.bearer(userId)).expect(200);
      expect((await ledgerOf(stack.database, userId)).map(({ amount }) => amount)).to.deep.equal([50]);
    });
  }

  it('opens a wallet at the first top-up', async () => {
    const topUp = request(stack.service.url).post('/api/account/top-up').set(stack.bearer(13)).send({ amount: 5 });
    expect((await topUp.expect(201)).body).to.deep.equal({ balance: 55 });
  });

  it('answers requests over the broker, in the trace of the request', async () => {
    await publish(debit(20, 2, 30));
    await eventually('the debit', () => answersOf(20).length === 1);
    await publish(refund(20, 2));
    await eventually('the refund', () => answersOf(20).length === 2);
    expect(answersOf(20)[0]).to.deep.include({
      type: 'credits.debited',
      source: '/billing-service',
      subject: '20',
      traceparent,
    });
    expect(answersOf(20)[1]?.data).to.deep.equal({ job_id: 20, user_id: 2, amount: 30 });
  });

  it('dead-letters a debit that contradicts its job, and answers its neighbours', async () => {
    await publish(debit(30, 3, 5), debit(30, 3, 6), debit(31, 3, 7));
    await eventually('a dead letter', () => stack.broker.deadLetters('billing.credits.debit.requested').length === 1);
    await eventually('the answers', () => answersOf(30).length > 0 && answersOf(31).length > 0);
    expect(await balanceOf(stack.database, 3)).to.equal(38);
  });

  it('describes its public calls', async () => {
    const { body } = await request(stack.service.url).get('/openapi.json').expect(200);
    expect(body.openapi).to.equal('3.1.0');
    expect(Object.keys(body.paths)).to.deep.equal([
      '/api/account/balance',
      '/api/account/top-up',
      '/api/account/{user_id}/top-up',
      '/api/account/transactions',
      '/api/account/{user_id}/balance',
      '/api/account/{user_id}/transactions',
    ]);
    const { schema } = body.paths['/api/account/top-up'].post.requestBody.content['application/json'];
    expect(schema.properties.amount).to.include({ type: 'integer', minimum: 1, maximum: 1_000_000_000 });
    expect(schema.required).to.deep.equal(['amount']);
  });

  it('is ready while it has its database and its broker', async () => {
    await request(stack.service.url).get('/health/live').expect(200);
    await request(stack.service.url).get('/health/ready').expect(200);
  });

  it('503: while its database is away', async () => {
    const lonely = await startBillingService(
      { ...environment(stack), DATABASE_URL: 'postgres://nobody:nothing@127.0.0.1:1/none' },
      { broker: createInProcessBroker() },
    );
    try {
      const { body } = await request(lonely.url).get('/api/account/balance').set(stack.bearer(1)).expect(503);
      expect(body).to.include({ code: 'unavailable' });
      await request(lonely.url).get('/health/ready').expect(503);
    } finally {
      await lonely.close();
    }
  });

  it('says what is wrong with its environment', async () => {
    const failure = await startBillingService({ ...environment(stack), WELCOME_CREDITS: '-1', DATABASE_URL: '' }).catch(
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(ConfigError);
    expect(failure)
      .to.match(/DATABASE_URL is required/)
      .and.match(/WELCOME_CREDITS must be/);
  });
});

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

const environment = ({ issuer, database }: BillingStack) => ({
  BROKER: 'in-process',
  INTERNAL_TOKEN: internalToken,
  JWKS_URL: issuer.jwksUrl,
  DATABASE_URL: database.urls.billing.serviceUrl,
  LOG_LEVEL: 'silent',
});
