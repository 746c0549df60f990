import { type DynamicModule, Module } from '@nestjs/common';
import { expect } from 'chai';
import request from 'supertest';
import { DatabaseModule } from '../../src/database/index.js';
import { HealthModule, type RunningService, startServiceApp } from '../../src/http/index.js';
import { MessagingHealth } from '../../src/messaging/index.js';
import { createLogger, Registry } from '../../src/observability/index.js';
import { testPostgresUrl } from '../../src/testing/index.js';

class FakeHealth extends MessagingHealth {
  connected = true;
  consuming = true;
}

function brokerWith(health: MessagingHealth): DynamicModule {
  @Module({})
  class BrokerModule {}
  const provider = { provide: MessagingHealth, useValue: health };
  return { module: BrokerModule, global: true, providers: [provider], exports: [provider] };
}

describe('/health', () => {
  const running: RunningService[] = [];

  const start = async (...imports: DynamicModule[]) => {
    @Module({ imports: [HealthModule.forRoot(), ...imports] })
    class TestModule {}
    const logger = createLogger('test', 'silent');
    const service = await startServiceApp(TestModule, {
      logger,
      registry: new Registry(),
      config: { HOST: '127.0.0.1', PORT: 0, SHUTDOWN_DELAY_MS: 0 },
      bodyLimitBytes: 1024,
    });
    running.push(service);
    return request(service.url);
  };

  afterEach(async () => {
    for (const service of running.splice(0)) await service.close();
  });

  it('is live and ready with nothing to wait for', async () => {
    const client = await start();
    const live = await client.get('/health/live');
    expect([live.status, live.body]).to.deep.equal([200, { status: 'ok' }]);
    const ready = await client.get('/health/ready');
    expect([ready.status, ready.body]).to.deep.equal([200, { status: 'ok', checks: {} }]);
  });

  it('is ready when the database answers and the broker consumes', async () => {
    const database = DatabaseModule.forRoot(testPostgresUrl(), { applicationName: 'test', poolSize: 1 });
    const ready = await (await start(database, brokerWith(new FakeHealth()))).get('/health/ready');
    expect([ready.status, ready.body.checks]).to.deep.equal([200, { database: true, broker: true }]);
  });

  it('is not ready, but alive, while the database is away', async () => {
    const url = new URL(testPostgresUrl());
    url.port = '1';
    const client = await start(DatabaseModule.forRoot(url.href, { applicationName: 'test', poolSize: 1 }));
    const ready = await client.get('/health/ready');
    expect([ready.status, ready.body]).to.deep.equal([503, { status: 'unavailable', checks: { database: false } }]);
    expect((await client.get('/health/live')).status).to.equal(200);
  });

  it('is not ready while the broker is away or a consumer is gone', async () => {
    const health = new FakeHealth();
    const client = await start(brokerWith(health));
    health.consuming = false;
    expect((await client.get('/health/ready')).body.checks).to.deep.equal({ broker: false });
    [health.consuming, health.connected] = [true, false];
    expect((await client.get('/health/ready')).status).to.equal(503);
    health.connected = true;
    expect((await client.get('/health/ready')).status).to.equal(200);
  });
});
