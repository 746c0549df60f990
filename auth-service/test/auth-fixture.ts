import { connectDatabase, type Db } from '@coincast/shared/database';
import type { RunningService } from '@coincast/shared/http';
import { createInProcessBroker } from '@coincast/shared/messaging';
import { createLogger } from '@coincast/shared/observability';
import { createTestDatabase, type TestDatabase } from '@coincast/shared/testing';
import { Piscina } from 'piscina';
import supertest from 'supertest';
import { migrations } from '../src/migrations/index.js';
import type { HashTask } from '../src/passwords/hash.worker.js';
import { PasswordHasher } from '../src/passwords/password-hasher.js';
import { startAuthService } from '../src/service.js';
import { seedDemoUsers } from '../src/users/demo-users.js';

export type Api = ReturnType<typeof supertest>;

/** A migrated database with the demo users, and any number of services on it. */
export class AuthFixture {
  private readonly services: RunningService[] = [];

  private constructor(
    readonly database: TestDatabase,
    /** As superuser, with schema `auth` first. */
    readonly db: Db,
  ) {}

  static async create(): Promise<AuthFixture> {
    const database = await createTestDatabase({ auth: migrations });
    const url = new URL(database.adminUrl);
    url.searchParams.set('options', '-c search_path=auth');
    const fixture = new AuthFixture(database, connectDatabase(url.href, { applicationName: 'test', poolSize: 2 }));
    await fixture.recordOutbox();
    const passwords = new PasswordHasher({ threads: 1, maxWaiting: 1 });
    await seedDemoUsers(fixture.db, passwords);
    await passwords.onApplicationShutdown();
    return fixture;
  }

  /** Environment of a service on this database. */
  env(overrides: Record<string, string> = {}): Record<string, string> {
    return {
      BROKER: 'in-process',
      DATABASE_URL: this.database.urls.auth.serviceUrl,
      DATABASE_POOL_SIZE: '4',
      PASSWORD_THREADS: '2',
      ...overrides,
    };
  }

  async start(overrides: Record<string, string> = {}): Promise<Api> {
    const service = await startAuthService(this.env(overrides), {
      broker: createInProcessBroker(),
      logger: createLogger('auth-service', 'silent'),
    });
    this.services.push(service);
    return supertest(service.url);
  }

  /** Events ever put into the outbox about a user; the relay empties the outbox itself. */
  async eventsAbout(userId: number): Promise<{ type: string; data: unknown }[]> {
    const { rows } = await this.db.raw('SELECT body FROM outbox_record ORDER BY id');
    return rows
      .map(({ body }: { body: string }) => JSON.parse(body))
      .filter(({ subject }: { subject: string }) => subject === String(userId));
  }

  async close(): Promise<void> {
    await Promise.all(this.services.map((service) => service.close()));
    await this.db.destroy();
    await this.database.drop();
  }

  private async recordOutbox(): Promise<void> {
    await this.db.raw(`
      CREATE TABLE outbox_record (id bigint, body text);
      CREATE FUNCTION record_outbox() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
        'BEGIN INSERT INTO auth.outbox_record VALUES (NEW.id, NEW.body); RETURN NEW; END';
      CREATE TRIGGER record AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION record_outbox();
    `);
  }
}

/** Lets every password wait before it is hashed, until `release`; `tasks` are those that wait or have waited. */
export function holdHashing(): { tasks: HashTask[]; release: () => void } {
  const run = Piscina.prototype.run;
  const tasks: HashTask[] = [];
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  Piscina.prototype.run = async function (this: Piscina, task: HashTask, ...rest) {
    tasks.push(task);
    await opened;
    return run.call(this, task, ...rest);
  };
  const release = (): void => {
    Piscina.prototype.run = run;
    open();
  };
  return { tasks, release };
}

let emails = 0;

/** An e-mail that nobody has yet. */
export function freshEmail(): string {
  emails += 1;
  return `person-${process.pid}-${emails}@example.com`;
}

/** Logs in with JSON and answers the token. */
export async function tokenOf(api: Api, email: string, password: string): Promise<string> {
  const { body } = await api.post('/api/auth/login').send({ email, password }).expect(200);
  return body.access_token;
}
