import { allEvents, debited, type EventContract } from '@coincast/shared/contracts';
import { connectDatabase, type Db } from '@coincast/shared/database';
import type { RunningService } from '@coincast/shared/http';
import {
  type CloudEvent,
  createInProcessBroker,
  type EventListener,
  type InProcessBroker,
  listen,
  on,
  serializeEvent,
} from '@coincast/shared/messaging';
import { createLogger } from '@coincast/shared/observability';
import {
  createTestDatabase,
  eventually,
  startTestIssuer,
  type TestDatabase,
  type TestIssuer,
} from '@coincast/shared/testing';
import request from 'supertest';
import { migrations } from '../src/migrations/index.js';
import { startPredictionService } from '../src/service.js';
import { type FakeBilling, internalToken, startFakeBilling } from './fake-billing.js';
import { series } from './samples.js';

export const silent = createLogger('prediction-test', 'silent');

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
  text: string;
}

/** A running prediction-service with everything around it that is not under test. */
export class PredictionFixture {
  /** Every event that the service sent, in order. */
  readonly events: CloudEvent<unknown>[] = [];
  private nextUserId = 1;
  private listener: EventListener | undefined;

  private constructor(
    readonly database: TestDatabase,
    readonly db: Db,
    readonly billing: FakeBilling,
    readonly issuer: TestIssuer,
    readonly broker: InProcessBroker,
    public service: RunningService,
    private readonly env: Record<string, string>,
  ) {}

  static async start(extraEnv: Record<string, string> = {}): Promise<PredictionFixture> {
    const database = await createTestDatabase({ prediction: migrations });
    const billing = await startFakeBilling();
    const issuer = await startTestIssuer();
    const broker = createInProcessBroker();
    const env = {
      BROKER: 'in-process',
      DATABASE_URL: database.urls.prediction.serviceUrl,
      DATABASE_POOL_SIZE: '4',
      BILLING_URL: billing.url,
      INTERNAL_TOKEN: internalToken,
      JWKS_URL: issuer.jwksUrl,
      LOG_LEVEL: 'silent',
      // The tests sweep by hand.
      SWEEP_INTERVAL_MS: '86400000',
      ...extraEnv,
    };
    const service = await startPredictionService(env, { broker });
    const db = connectDatabase(database.adminUrl, { applicationName: 'prediction-test', poolSize: 2 });
    const fixture = new PredictionFixture(database, db, billing, issuer, broker, service, env);
    await fixture.listen();
    return fixture;
  }

  private async listen(): Promise<void> {
    const record = (event: CloudEvent<unknown>) => void this.events.push(event);
    const sent = [
      'job.created',
      'job.finished',
      'credits.debit.requested',
      'credits.refund.requested',
      'inference.requested',
    ];
    const contracts = (allEvents as readonly EventContract<unknown>[]).filter(({ type }) => sent.includes(type));
    this.listener = await listen({
      service: 'test',
      config: { BROKER: 'in-process' },
      broker: this.broker,
      logger: silent,
      queue: 'test.everything',
      reactions: contracts.map((contract) => on(contract, record)),
    });
  }

  /** Stops the service and starts it again, as after a crash, on the same database. */
  async restart(): Promise<void> {
    await this.service.close();
    this.service = await startPredictionService(this.env, { broker: this.broker });
  }

  async close(): Promise<void> {
    await this.service.close();
    await this.listener?.close();
    await this.db.destroy();
    await this.billing.close();
    await this.issuer.close();
    await this.database.drop();
  }

  /** A new user with credits, and the token that they sign in with. */
  user(credits = 1_000_000): { id: number; token: string } {
    const id = this.nextUserId++;
    this.billing.balances.set(id, credits);
    return { id, token: this.issuer.tokenFor(id) };
  }

  get(path: string, token?: string): Promise<Answer> {
    const call = request(this.service.url).get(path);
    return (token ? call.set('Authorization', `Bearer ${token}`) : call) as unknown as Promise<Answer>;
  }

  post(token: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const call = request(this.service.url).post('/api/predict/').set('Authorization', `Bearer ${token}`).set(headers);
    return call.send(body as object) as unknown as Promise<Answer>;
  }

  upload(
    token: string,
    file: string | Buffer,
    name: string,
    fields: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const call = request(this.service.url).post('/api/predict/').set('Authorization', `Bearer ${token}`).set(headers);
    for (const [field, value] of Object.entries({ model_name: 'Demo', ...fields })) call.field(field, value);
    return call.attach('file', Buffer.from(file), name) as unknown as Promise<Answer>;
  }

  /** Orders a forecast of `rows` daily prices and returns the job's id. */
  async order(token: string, rows = 3, horizon?: number): Promise<number> {
    const { status, body } = await this.post(token, { model_name: 'Demo', data: series(rows), horizon });
    if (status !== 202) throw new Error(`submit answered ${status}: ${JSON.stringify(body)}`);
    return Number(body['id']);
  }

  /** An event from another service. */
  async tell<Data extends { job_id: number }>(contract: EventContract<Data>, ...data: Data[]): Promise<void> {
    await this.broker.publish(
      data.map((item) => serializeEvent(contract, item, { source: '/test', subject: item.job_id })),
    );
  }

  /** Waits for the job to be in this stage. */
  async stage(jobId: number, stage: string): Promise<void> {
    await eventually(`job ${jobId} is ${stage}`, async () => (await this.row(jobId))?.['stage'] === stage);
  }

  async row(jobId: number): Promise<Record<string, unknown> | undefined> {
    const { rows } = await this.db.raw('SELECT * FROM prediction.jobs WHERE id = ?', [jobId]);
    return rows[0];
  }

  /** Orders, pays and brings the job to RUNNING. */
  async running(token: string, userId: number, rows = 3, horizon?: number): Promise<number> {
    const job_id = await this.order(token, rows, horizon);
    await this.tell(debited, { job_id, user_id: userId, balance: 10 });
    await this.stage(job_id, 'RUNNING');
    return job_id;
  }

  /** The events of a job of this type, once there are so many. */
  async sent(jobId: number, type: string, count = 1): Promise<CloudEvent<Record<string, unknown>>[]> {
    return eventually(`${count} ${type} of job ${jobId}`, () => {
      const found = this.sentNow(jobId, type);
      return found.length >= count && found;
    });
  }

  sentNow(jobId: number, type: string): CloudEvent<Record<string, unknown>>[] {
    return this.events.filter((event) => event.subject === String(jobId) && event.type === type) as CloudEvent<
      Record<string, unknown>
    >[];
  }

  /** Waits until the service has dealt with everything that it was told and has sent everything that it has to say. */
  async quiet(): Promise<void> {
    await eventually('nothing is under way', async () => {
      const queues = ['debited', 'debit.rejected', 'refunded'].map((name) => `prediction.credits.${name}`);
      queues.push('prediction.inference.completed', 'prediction.inference.failed', 'test.everything');
      const depths = queues.map((queue) => this.broker.depth(queue));
      if (depths.some(({ ready, unacknowledged }) => ready + unacknowledged > 0)) return false;
      const { rows } = await this.db.raw('SELECT 1 FROM prediction.outbox LIMIT 1');
      return rows.length === 0;
    });
  }
}
