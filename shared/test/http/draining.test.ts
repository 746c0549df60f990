import { Agent, createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { expect } from 'chai';
import { ListeningServer } from '../../src/http/index.js';
import { eventually } from '../../src/testing/index.js';

describe('a server that is told to stop', () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let waiting: ServerResponse[];
  let server: ListeningServer;

  beforeEach(async () => {
    waiting = [];
    const handler = (request: IncomingMessage, response: ServerResponse) => {
      if (request.url === '/slow') waiting.push(response);
      else response.end('ok');
    };
    const options = { host: '127.0.0.1', port: 0, drainDelayMs: 50, graceMs: 10_000 };
    server = await ListeningServer.start(createServer(handler), options);
  });
  afterEach(() => agent.destroy());

  const ask = (path: string, options = {}) => {
    const { port } = server;
    return new Promise<IncomingMessage>((resolve, reject) => {
      get({ port, path, ...options }, (answer) => resolve(answer.resume())).on('error', reject);
    });
  };

  it('says so by its readiness, and goes on answering meanwhile, each connection for the last time', async () => {
    const before = await ask('/health/ready', { agent });
    expect([before.statusCode, before.headers.connection]).to.deep.equal([200, 'keep-alive']);
    const drained = server.drain();
    const [ready, other] = await Promise.all([ask('/health/ready'), ask('/anything', { agent })]);
    expect([ready.statusCode, other.statusCode]).to.deep.equal([503, 200]);
    expect(other.headers.connection).to.equal('close');
    await drained;
    await server.close();
  });

  it('answers what is under way, and takes nothing new', async () => {
    const slow = ask('/slow', { agent });
    await eventually('it is under way', () => waiting.length === 1);
    await server.drain();
    const { port } = server;
    let isClosed = false;
    const closed = server.close().then(() => {
      isClosed = true;
    });
    const refusal = await new Promise<Error>((resolve) => get({ port, agent: false }).on('error', resolve));
    expect(refusal).to.have.property('code', 'ECONNREFUSED');
    expect(isClosed).to.equal(false);
    waiting[0]?.end('done');
    expect((await slow).statusCode).to.equal(200);
    await closed;
  });
});
