import { expect } from 'chai';
import type { Db } from '../../src/database/index.js';
import { connectDatabase } from '../../src/database/index.js';
import { createOutboxTable } from '../../src/messaging/index.js';
import { registerOutboxMetrics } from '../../src/messaging/metrics/outbox-metrics.js';
import { Registry } from '../../src/observability/index.js';
import { createTestDatabase, type TestDatabase } from '../../src/testing/index.js';

describe('the metrics of an outbox', () => {
  let database: TestDatabase;
  let db: Db;

  before(async () => {
    database = await createTestDatabase({ billing: [{ name: '001_outbox', up: createOutboxTable }] });
    db = connectDatabase(database.urls.billing.serviceUrl, { applicationName: 'test', poolSize: 1 });
  });
  after(async () => {
    await db.destroy();
    await database.drop();
  });

  /** Each scrape by a registry of its own: a reading is believed for some seconds. */
  const scrape = async () => {
    const registry = new Registry();
    registerOutboxMetrics(registry, db);
    const value = (name: string, text: string) => new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1];
    const text = await registry.metrics();
    const oldest = value('coincast_outbox_oldest_seconds', text);
    return { events: value('coincast_outbox_events', text), oldest: oldest && Math.round(Number(oldest)) };
  };

  it('tell how many events wait and for how long, 0 when none does', async () => {
    expect(await scrape()).to.deep.equal({ events: '0', oldest: 0 });
    await db.raw(`INSERT INTO outbox (type, body, created_at)
      SELECT 'a', '{}', now() - n * interval '1 hour' FROM generate_series(2, 0, -1) AS n`);
    expect(await scrape()).to.deep.equal({ events: '3', oldest: 7200 });
  });

  it('are absent when the database does not tell', async () => {
    const away = connectDatabase('postgres://nobody@127.0.0.1:1/none', { applicationName: 'test', poolSize: 1 });
    const registry = new Registry();
    registerOutboxMetrics(registry, away);
    expect(await registry.metrics()).to.not.match(/^coincast_outbox_\w+ /m);
    await away.destroy();
  });
});
