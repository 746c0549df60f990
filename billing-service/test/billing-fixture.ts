import { debitRequested, deposited, refundRequested } from '@coincast/shared/contracts';
import { connectDatabase, type Db } from '@coincast/shared/database';
import type { RunningService } from '@coincast/shared/http';
import {
  type CloudEvent,
  createInProcessBroker,
  type InProcessBroker,
  OutboxRelay,
  parseEvent,
  serializeEvent,
} from '@coincast/shared/messaging';
import { createLogger, Registry } from '@coincast/shared/observability';
import { createTestDatabase, startTestIssuer, type TestDatabase, type TestIssuer } from '@coincast/shared/testing';
import pg from 'pg';
import type { BillingConfig } from '../src/config.js';
import { migrations } from '../src/migrations/index.js';
import { startBillingService } from '../src/service.js';
import { ChargeRepository } from '../src/wallet/charge.repository.js';
import { ChargeService } from '../src/wallet/charge.service.js';
import { DebitConsumer } from '../src/wallet/debit.consumer.js';
import { LedgerRepository } from '../src/wallet/ledger.repository.js';
import { RefundConsumer } from '../src/wallet/refund.consumer.js';
import { UserRegisteredConsumer } from '../src/wallet/user-registered.consumer.js';
import { WalletMetrics } from '../src/wallet/wallet.metrics.js';
import { WalletService } from '../src/wallet/wallet.service.js';

export const internalToken = 'internal-token-of-the-tests-0123456789';

export const createBillingDatabase = () => createTestDatabase({ billing: migrations });

/** A whole billing-service, with a database, a broker and an issuer of tokens of its own. */
export interface BillingStack {
  database: TestDatabase;
  broker: InProcessBroker;
  issuer: TestIssuer;
  service: RunningService;
  /** An `Authorization` header. */
  bearer(userId: number, role?: 'USER' | 'ADMIN'): { Authorization: string };
  close(): Promise<void>;
}

export async function startBillingStack(env: Record<string, string> = {}): Promise<BillingStack> {
  const database = await createBillingDatabase();
  const issuer = await startTestIssuer();
  const broker = createInProcessBroker();
  const service = await startBillingService(
    {
      BROKER: 'in-process',
      INTERNAL_TOKEN: internalToken,
      JWKS_URL: issuer.jwksUrl,
      DATABASE_URL: database.urls.billing.serviceUrl,
      LOG_LEVEL: 'silent',
      ...env,
    },
    { broker },
  );
  return {
    database,
    broker,
    issuer,
    service,
    bearer: (userId, role) => ({ Authorization: `Bearer ${issuer.tokenFor(userId, role)}` }),
    close: async () => {
      await service.close();
      await issuer.close();
      await database.drop();
    },
  };
}

/** The insides of one billing process, with its own pool; answers stay in the outbox, to be looked at. */
export interface BillingInsides {
  db: Db;
  ledger: LedgerRepository;
  wallets: WalletService;
  debits: DebitConsumer;
  refunds: RefundConsumer;
  registrations: UserRegisteredConsumer;
}

export function openBilling(database: TestDatabase, welcomeCredits = 0): BillingInsides {
  const db = connectDatabase(database.urls.billing.serviceUrl, { applicationName: 'billing-test', poolSize: 8 });
  const config: BillingConfig = {
    HOST: '127.0.0.1',
    PORT: 0,
    SHUTDOWN_DELAY_MS: 0,
    LOG_LEVEL: 'silent',
    BROKER: 'in-process',
    INTERNAL_TOKEN: internalToken,
    JWKS_URL: 'http://127.0.0.1:1',
    DATABASE_URL: database.urls.billing.serviceUrl,
    DATABASE_POOL_SIZE: 8,
    WELCOME_CREDITS: welcomeCredits,
  };
  const ledger = new LedgerRepository();
  const relay = new OutboxRelay(
    db,
    { connected: false, publish: async () => {} },
    createLogger('billing-test', 'silent'),
  );
  const metrics = new WalletMetrics(new Registry());
  const wallets = new WalletService(db, config, ledger, relay, metrics);
  const charges = new ChargeService(db, new ChargeRepository(), wallets, relay, metrics);
  return {
    db,
    ledger,
    wallets,
    debits: new DebitConsumer(charges),
    refunds: new RefundConsumer(charges),
    registrations: new UserRegisteredConsumer(wallets),
  };
}

const context = (jobId: number) => ({ source: '/prediction-service', subject: jobId });

export const debitEvent = (job_id: number, user_id: number, amount: number) =>
  parseEvent(
    debitRequested,
    JSON.parse(serializeEvent(debitRequested, { job_id, user_id, amount }, context(job_id)).body),
  );

export const refundEvent = (job_id: number, user_id: number, reason = 'model_failed') =>
  parseEvent(
    refundRequested,
    JSON.parse(serializeEvent(refundRequested, { job_id, user_id, reason }, context(job_id)).body),
  );

/** One query as a superuser, who sees what no service may. */
export async function asAdmin(database: TestDatabase, sql: string, values: unknown[] = []): Promise<pg.QueryResult> {
  return asRole(database.adminUrl, sql, values);
}

export async function asRole(url: string, sql: string, values: unknown[] = []): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql, values);
  } finally {
    await client.end();
  }
}

/** The answers to charges in the outbox, oldest first: `[type, data]`. */
export async function outboxAnswers(database: TestDatabase): Promise<[string, unknown][]> {
  return (await outboxOf(database)).filter(([type]) => type !== deposited.type);
}

/** Everything in the outbox, oldest first: `[type, data]`. */
export async function outboxOf(database: TestDatabase): Promise<[string, unknown][]> {
  const { rows } = await asAdmin(database, 'SELECT type, body FROM billing.outbox ORDER BY id');
  return rows.map(({ type, body }) => [type, (JSON.parse(body) as CloudEvent<unknown>).data]);
}

export interface Entry {
  id: number;
  amount: number;
  tx_type: string;
  reason: string;
  balance_after: number;
  job_id: number | null;
}

/** A wallet's whole ledger, oldest first. */
export async function ledgerOf(database: TestDatabase, userId: number): Promise<Entry[]> {
  const { rows } = await asAdmin(
    database,
    'SELECT id, amount, tx_type, reason, balance_after, job_id FROM billing.ledger_entries WHERE user_id = $1 ORDER BY id',
    [userId],
  );
  return rows;
}

export async function balanceOf(database: TestDatabase, userId: number): Promise<number | undefined> {
  const { rows } = await asAdmin(database, 'SELECT balance FROM billing.wallets WHERE user_id = $1', [userId]);
  return rows[0]?.balance;
}
