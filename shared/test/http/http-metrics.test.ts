import { Controller, Get, Module } from '@nestjs/common';
import { expect } from 'chai';
import request from 'supertest';
import { Problem, type RunningService, startServiceApp } from '../../src/http/index.js';
import { createLogger, createRegistry, MetricsModule } from '../../src/observability/index.js';
import { eventually } from '../../src/testing/index.js';

@Controller('things')
class ThingsController {
  @Get(':id')
  one(): string {
    return 'one';
  }

  @Get(':id/parts')
  parts(): never {
    throw new Problem('not_found');
  }
}

const registry = createRegistry('things-service');

@Module({ imports: [MetricsModule.forRoot(registry)], controllers: [ThingsController] })
class ThingsModule {}

describe('http_request_duration_seconds', () => {
  let service: RunningService;
  before(async () => {
    const logger = createLogger('test', 'silent');
    service = await startServiceApp(ThingsModule, {
      logger,
      registry,
      config: { HOST: '127.0.0.1', PORT: 0, SHUTDOWN_DELAY_MS: 0 },
    });
  });
  after(() => service.close());

  it('counts by method, pattern of the route and status, whatever the path', async () => {
    const client = request(service.url);
    for (const path of ['/things/1', '/things/2', '/things/1/parts', '/anything', '/else']) await client.get(path);
    await client.post('/things/1');
    const counts = await eventually('all counted', async () => {
      const { text } = await client
        .get('/metrics')
        .expect(200)
        .expect('Content-Type', /^text\/plain/);
      const lines = text.split('\n').filter((line) => line.startsWith('http_request_duration_seconds_count'));
      return lines.length >= 4 && lines;
    });
    const count = (labels: string, times: number) =>
      `http_request_duration_seconds_count{service="things-service",${labels}} ${times}`;
    expect(counts).to.include.members([
      count('method="GET",route="/things/:id",status="200"', 2),
      count('method="GET",route="/things/:id/parts",status="404"', 1),
      count('method="GET",route="none",status="404"', 2),
      count('method="POST",route="none",status="404"', 1),
    ]);
  });
});
