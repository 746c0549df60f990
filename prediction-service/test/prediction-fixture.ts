import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  allEvents,
  columnToBase64,
  debited,
  type EventContract,
  type InferenceCompleted,
} from '@coincast/shared/contracts';
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

export const internalToken = 'internal-token-of-the-tests-0123456789';
export const silent = createLogger('prediction-test', 'silent');

/** Stands in for billing-service over real HTTP. */
export interface FakeBilling {
  url: string;
  /** By user id; a user who is missing here has 0. */
  balances: Map<number, number>;
  /** How it behaves; `down` answers 503, `slow` never answers, `odd` answers something else. */
  mode: 'up' | 'down' | 'slow' | 'odd';
  /** Requests that showed the service token. */
  checks: number;
  close(): Promise<void>;
}

export async function startFakeBilling(): Promise<FakeBilling> {
  const server = createServer(async (incoming, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece);
    if (incoming.headers['x-service-token'] !== internalToken || incoming.url !== '/internal/balances') {
      response.writeHead(404).end();
      return;
    }
    fake.checks++;
    if (fake.mode === 'slow') return;
    if (fake.mode === 'down') {
      response.writeHead(503).end();
      return;
    }
    const { user_ids } = JSON.parse(Buffer.concat(pieces).toString()) as { user_ids: number[] };
    const balances = Object.fromEntries(user_ids.map((id) => [id, fake.balances.get(id) ?? 0]));
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify(fake.mode === 'odd' ? { nothing: 1 } : { balances }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: FakeBilling = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    balances: new Map(),
    mode: 'up',
    checks: 0,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return fake;
}

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

  upload(token: string, file: string | Buffer, name: string, fields: Record<string, string> = {}): Promise<Answer> {
    const call = request(this.service.url).post('/api/predict/').set('Authorization', `Bearer ${token}`);
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

export function series(rows: number): { timestamp: string; price: number }[] {
  return Array.from({ length: rows }, (_, i) => ({
    timestamp: new Date(Date.UTC(2024, 0, 1 + i)).toISOString(),
    price: 100 + i,
  }));
}

/** A forecast as the worker sends it: `values` on the days from 2030-01-01 on. */
export function forecast(job_id: number, values: number[], withIntervals = false): InferenceCompleted {
  const column = (numbers: number[]) => columnToBase64(Float64Array.from(numbers));
  const bounds = (width: number) => ({
    lower: column(values.map((value) => value - width)),
    upper: column(values.map((value) => value + width)),
  });
  return {
    job_id,
    forecast: {
      kind: 'inline',
      times: column(values.map((_, i) => Date.UTC(2030, 0, 1 + i))),
      values: column(values),
      intervals: withIntervals ? { 80: bounds(1), 95: bounds(2) } : null,
    },
    metrics: withIntervals ? { mase: 0.5 } : null,
    warnings: [],
  };
}
