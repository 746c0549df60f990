import { randomUUID } from 'node:crypto';
import { openEventStream } from '@coincast/shared/testing';
import { BrowserSession } from './browser-session.js';
import { Buyer, series } from './buyer.js';

const restMs = 100;

/** What people do all day, each request once: whatever is not answered as it should be is a failure. */
export class SteadyLoad {
  /** What has gone wrong, one line each. */
  readonly failures: string[] = [];
  /** How often each thing was done. */
  readonly done: Record<string, number> = {};
  /** Jobs that were accepted, by buyer. */
  readonly accepted = new Map<Buyer, number[]>();
  private stopping = false;
  private readonly running: Promise<void>[] = [];

  private constructor(
    private readonly url: string,
    private readonly session: BrowserSession,
  ) {}

  /** Lets some buyers register who then only do what may be repeated. */
  static async prepare(url: string, buyers: number): Promise<SteadyLoad> {
    const visitor = await Buyer.register(url, 10);
    const session = new BrowserSession(url);
    session.cookies.set('access_token', visitor.token);
    const load = new SteadyLoad(url, session);
    for (let i = 0; i < buyers; i++) load.accepted.set(await Buyer.register(url, 1_000), []);
    return load;
  }

  /** What may be repeated: top-ups and orders with keys, everything that only reads. */
  startRepeatable(): void {
    for (const [buyer, jobs] of this.accepted) {
      this.keepDoing('order', async () => jobs.push(await order(buyer)));
      this.keepDoing('top up', async () => expectStatus(201, await buyer.topUp(5, randomUUID())));
      this.keepDoing('poll', async () => {
        const id = jobs.at(-1);
        if (id !== undefined) expectStatus(200, await buyer.job(id));
      });
    }
    this.keepDoing('page', async () => expectStatus(200, await this.session.get('/balance')));
  }

  startRegistrations(): void {
    this.keepDoing('register', async () => void (await Buyer.register(this.url)));
  }

  /** A page that is open: its stream may end at any time, and is opened again. */
  startStream(): void {
    this.keepDoing('stream', async () => {
      const cookie = [...this.session.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const stream = await openEventStream(`${this.url}/live`, { cookie });
      expectStatus(200, stream);
      while (!this.stopping && !stream.hasEnded()) await rest();
      stream.close();
    });
  }

  /** Every request is answered when this resolves. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.running);
  }

  private keepDoing(what: string, act: () => Promise<unknown>): void {
    const run = async () => {
      while (!this.stopping) {
        try {
          await act();
          this.done[what] = (this.done[what] ?? 0) + 1;
        } catch (error) {
          const cause = error instanceof Error && error.cause ? ` (${String(error.cause)})` : '';
          this.failures.push(`${what}: ${String(error)}${cause}`);
        }
        await rest();
      }
    };
    this.running.push(run());
  }
}

async function order(buyer: Buyer): Promise<number> {
  const answer = await buyer.predict(series(3), { key: randomUUID() });
  expectStatus(202, answer);
  return answer.body.id;
}

function expectStatus(expected: number, { status }: { status: number }): void {
  if (status !== expected) throw new Error(`answered ${status}`);
}

const rest = () => new Promise((resolve) => setTimeout(resolve, restMs));
