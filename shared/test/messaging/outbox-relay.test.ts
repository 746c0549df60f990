import { expect } from 'chai';
import type { Knex } from 'knex';
import pg from 'pg';
import { connectDatabase, type Db, type Migration } from '../../src/database/index.js';
import {
  appendToOutbox,
  createOutboxTable,
  EventPublisher,
  OutboxRelay,
  type OutboxRelayOptions,
  type SerializedEvent,
} from '../../src/messaging/index.js';
import { createLogger } from '../../src/observability/index.js';
import { createTestDatabase, eventually, type TestDatabase } from '../../src/testing/index.js';
import { Gate, numbered, numberedEvent } from './messaging-app.js';

class RecordingPublisher extends EventPublisher {
  connected = true;
  batches: SerializedEvent[][] = [];
  before: () => Promise<void> = async () => {};

  async publish(events: readonly SerializedEvent[]): Promise<void> {
    await this.before();
    this.batches.push([...events]);
  }

  get ids(): string[] {
    return this.batches.flat().map(({ id }) => id);
  }
}

const outbox: Migration = { name: '001_outbox', up: (knex: Knex) => createOutboxTable(knex) };

describe('the outbox relay', () => {
  let testDatabase: TestDatabase;
  let db: Db;
  let publisher: RecordingPublisher;
  let relays: OutboxRelay[] = [];
  const { contract } = numberedEvent();

  const relay = (to: EventPublisher = publisher, options?: OutboxRelayOptions) => {
    const made = new OutboxRelay(db, to, createLogger('test', 'silent'), options);
    relays.push(made);
    return made;
  };
  const rows = async () => Number((await db('outbox').count({ count: '*' }).first())?.['count']);
  const store = (...events: SerializedEvent[]) => db.transaction((trx) => appendToOutbox(trx, events));

  before(async () => {
    testDatabase = await createTestDatabase({ billing: [outbox] });
    db = connectDatabase(testDatabase.urls.billing.serviceUrl, { applicationName: 'relay-test', poolSize: 6 });
  });
  beforeEach(() => {
    publisher = new RecordingPublisher();
  });
  afterEach(async () => {
    for (const made of relays) await made.stop();
    relays = [];
    await db('outbox').delete();
  });
  after(async () => {
    await db.destroy();
    await testDatabase.drop();
  });

  it('sends events once they are committed, in order, and removes them', async () => {
    const awake = relay(publisher, { pollMs: 60_000 });
    awake.start();
    const events = numbered(contract, 1, 2, 3);
    await db.transaction(async (trx) => {
      await appendToOutbox(trx, events);
      awake.wake();
      await rows();
      expect(publisher.batches).to.deep.equal([]);
    });
    awake.wake();
    await eventually('sent', () => publisher.ids.length > 0);
    expect(publisher.batches).to.deep.equal([events]);
    await eventually('removed', async () => (await rows()) === 0);
  });

  it('finds events without being woken', async () => {
    relay(publisher, { pollMs: 20 }).start();
    await store(...numbered(contract, 1));
    await eventually('sent', () => publisher.ids.length === 1);
  });

  it('keeps events whose publishing failed, and sends them when it works again', async () => {
    let failures = 0;
    publisher.before = async () => {
      if (++failures <= 2) throw new Error('no confirm');
    };
    const events = numbered(contract, 1, 2);
    await store(...events);
    const failing = relay();
    failing.start();
    failing.wake();
    await eventually('failed', () => failures === 1);
    await eventually('kept', async () => (await rows()) === 2);
    await eventually('sent', () => publisher.ids.length === 2);
    await eventually('removed', async () => (await rows()) === 0);
  });

  it('claims nothing while the broker is away', async () => {
    publisher.connected = false;
    await store(...numbered(contract, 1));
    const waiting = relay(publisher, { pollMs: 10 });
    waiting.start();
    waiting.wake();
    expect(await rows()).to.equal(1);
    publisher.connected = true;
    await eventually('sent', () => publisher.ids.length === 1);
  });

  it('gathers what is committed during a pass into the next', async () => {
    const gate = new Gate();
    publisher.before = () => gate.pass();
    const busy = relay();
    busy.start();
    await store(...numbered(contract, 0));
    busy.wake();
    await eventually('claimed', async () => {
      const { rowCount } = await raw('SELECT FROM pg_stat_activity WHERE state = $1 AND application_name = $2', [
        'idle in transaction',
        'relay-test',
      ]);
      return rowCount === 1;
    });
    for (const event of numbered(contract, 1, 2, 3, 4)) {
      await store(event);
      busy.wake();
    }
    gate.open();
    await eventually('sent', () => publisher.ids.length === 5);
    expect(publisher.batches.map(({ length }) => length)).to.deep.equal([1, 4]);
  });

  it('sends a backlog in batches of the given size', async () => {
    await store(...numbered(contract, ...Array.from({ length: 25 }, (_, n) => n)));
    relay(publisher, { batchSize: 10 }).start();
    await eventually('sent', () => publisher.ids.length === 25);
    expect(publisher.batches.map(({ length }) => length)).to.deep.equal([10, 10, 5]);
  });

  it('shares an outbox with other relays, each event sent by one', async () => {
    const events = numbered(contract, ...Array.from({ length: 1_000 }, (_, n) => n));
    await store(...events);
    const other = new RecordingPublisher();
    const pair = [relay(publisher, { batchSize: 20, pollMs: 10 }), relay(other, { batchSize: 20, pollMs: 10 })];
    for (const each of pair) each.start();
    await eventually('sent', () => publisher.ids.length + other.ids.length >= 1_000);
    expect([...publisher.ids, ...other.ids].sort()).to.deep.equal(events.map(({ id }) => id).sort());
    expect(Math.min(publisher.batches.length, other.batches.length)).to.be.above(0);
  });

  it('survives the loss of its database connections', async () => {
    const shaken = relay(publisher, { pollMs: 20 });
    shaken.start();
    await store(...numbered(contract, 1));
    await eventually('sent', () => publisher.ids.length === 1);
    await raw('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1', ['relay-test']);
    await eventually('stored', () => store(...numbered(contract, 2)).then(() => true));
    await eventually('sent', () => publisher.ids.length >= 2);
  });

  it('sends what is there before it stops', async () => {
    const stopping = relay(publisher, { pollMs: 60_000 });
    stopping.start();
    await eventually('idle', async () => (await rows()) === 0);
    await store(...numbered(contract, 1));
    await stopping.stop();
    expect(publisher.ids).to.have.length(1);
    expect(await rows()).to.equal(0);
  });

  async function raw(sql: string, values: unknown[]): Promise<pg.QueryResult> {
    const client = new pg.Client({ connectionString: testDatabase.adminUrl });
    await client.connect();
    try {
      return await client.query(sql, values);
    } finally {
      await client.end();
    }
  }
});
