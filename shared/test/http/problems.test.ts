import { Body, Controller, Get, Module, Post, UseGuards } from '@nestjs/common';
import { expect } from 'chai';
import Joi from 'joi';
import request from 'supertest';
import {
  errorCatalogue,
  JoiPipe,
  Problem,
  type RunningService,
  SecurityModule,
  ServiceTokenGuard,
  startServiceApp,
  toProblem,
} from '../../src/http/index.js';
import { createLogger, Registry } from '../../src/observability/index.js';

const schema = Joi.object({ amount: Joi.number().integer().min(1).required(), reason: Joi.string().required() });
const token = 't'.repeat(32);

@Controller()
class TestController {
  @Post('things')
  take(@Body(new JoiPipe(schema)) body: unknown): unknown {
    return body;
  }

  @Get('poor')
  poor(): never {
    throw new Problem('too_many_requests', 'Slow down.', { retryAfterSeconds: 1.2 });
  }

  @Get('broken')
  broken(): never {
    throw new Error('password=hunter2 at /srv/secret.js');
  }

  @Get('internal/things')
  @UseGuards(ServiceTokenGuard)
  internal(): string {
    return 'inside';
  }
}

@Module({
  imports: [SecurityModule.forRoot({ JWKS_URL: 'http://127.0.0.1:1/', INTERNAL_TOKEN: token })],
  controllers: [TestController],
})
class TestModule {}

describe('an error answer', () => {
  let service: RunningService;

  before(async () => {
    const logger = createLogger('test', 'silent');
    const registry = new Registry();
    service = await startServiceApp(TestModule, {
      logger,
      registry,
      config: { HOST: '127.0.0.1', PORT: 0, SHUTDOWN_DELAY_MS: 0 },
      bodyLimitBytes: 1024,
    });
  });
  after(() => service.close());

  it('422 is a problem document that names every faulty field', async () => {
    const answer = await request(service.url).post('/things').set('X-Request-Id', 'r-1').send({ amount: 0 });
    expect(answer.status).to.equal(422);
    expect(answer.headers['content-type']).to.match(/^application\/problem\+json/);
    expect(answer.body).to.include({ code: 'invalid_request', status: 422, request_id: 'r-1' });
    expect(answer.body.errors.map(({ field }: { field: string }) => field)).to.deep.equal(['amount', 'reason']);
    expect(answer.body.detail).to.contain('amount').and.contain('reason');
  });

  it('422 for no body at all', async () => {
    expect((await request(service.url).post('/things')).status).to.equal(422);
  });

  it('400 for broken JSON, 413 for a body too large', async () => {
    const json = () => request(service.url).post('/things').set('Content-Type', 'application/json');
    const broken = await json().send('{"amount":');
    expect([broken.status, broken.body.code]).to.deep.equal([400, 'malformed_body']);
    const large = await json().send(JSON.stringify({ reason: 'x'.repeat(2_000) }));
    expect([large.status, large.body.code]).to.deep.equal([413, 'body_too_large']);
  });

  it('404 for an unknown path', async () => {
    const answer = await request(service.url).get('/nothing');
    expect([answer.status, answer.body.code]).to.deep.equal([404, 'not_found']);
  });

  it('404 for an internal path without the service token', async () => {
    for (const given of ['', 'wrong', `${token}x`]) {
      const answer = await request(service.url).get('/internal/things').set('X-Service-Token', given);
      expect(answer.status).to.equal(404);
    }
    expect((await request(service.url).get('/internal/things').set('X-Service-Token', token)).text).to.equal('inside');
  });

  it('429 says when to come back, in whole seconds', async () => {
    const answer = await request(service.url).get('/poor');
    expect(answer.status).to.equal(429);
    expect(answer.headers['retry-after']).to.equal('2');
    expect(answer.body.detail).to.equal('Slow down.');
  });

  it('500 tells nothing of what happened', async () => {
    const answer = await request(service.url).get('/broken');
    expect([answer.status, answer.body.code]).to.deep.equal([500, 'internal']);
    expect(answer.text).to.not.contain('hunter2').and.not.contain('secret');
  });

  it('has a title, a status and advice for each code', () => {
    for (const [code, kind] of Object.entries(errorCatalogue)) {
      expect(kind.status, code).to.be.within(400, 599);
      expect(kind.title, code).to.match(/\S/);
      expect(kind.fix, code).to.match(/\.$/);
    }
  });

  it('is a problem whatever was thrown', () => {
    for (const thrown of [undefined, null, 'text', 7, {}, new Error('x'), { status: 'odd' }, { status: 599 }]) {
      expect(toProblem(thrown).code).to.equal('internal');
    }
    expect(toProblem(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })).code).to.equal('unavailable');
  });
});
