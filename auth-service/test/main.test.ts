import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import supertest from 'supertest';
import { AuthFixture, freshEmail } from './auth-fixture.js';

const main = fileURLToPath(new URL('../src/main.js', import.meta.url));

function rabbitUrl(): string {
  const url = process.env['RABBIT_URL'];
  if (!url) throw new Error('RABBIT_URL is not set: run the tests with `make test`, which brings a RabbitMQ');
  return url;
}

describe('auth-service as a process', () => {
  let fixture: AuthFixture;
  const children: ChildProcess[] = [];

  before(async () => {
    fixture = await AuthFixture.create();
  });
  after(async () => {
    for (const child of children) child.kill('SIGKILL');
    await fixture.close();
  });

  function run(env: Record<string, string>): { child: ChildProcess; output: () => string } {
    const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    children.push(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    return { child, output: () => output };
  }

  it('says everything that is wrong with its environment, and no value', async () => {
    const { child, output } = run({ DATABASE_URL: 'mysql://me:topsecret@host/db', BROKER: 'rabbitmq', PORT: 'x' });
    const [code] = await once(child, 'exit');
    expect(code).to.equal(1);
    for (const name of ['DATABASE_URL', 'RABBIT_URL', 'PORT']) expect(output()).to.contain(name);
    expect(output()).not.to.contain('topsecret');
  });

  it('writes no password, hash, private key, code or token to its log, and stops cleanly', async () => {
    const { child, output } = run(
      fixture.env({ BROKER: 'rabbitmq', RABBIT_URL: rabbitUrl(), LOG_LEVEL: 'trace', PORT: '0' }),
    );
    const url = await eventually('it tells its address', () => /http:\/\/127\.0\.0\.1:\d+/.exec(output())?.[0]);
    const api = supertest(url);
    const [email, password] = [freshEmail(), 'open-sesame-4711'];
    const registered = await api.post('/api/auth/register').send({ email, password }).expect(201);
    await api.post('/api/auth/register').send({ email, password }).expect(400);
    const entered = await api.post('/api/auth/login').type('form').send({ username: email, password }).expect(200);
    await api
      .post('/api/auth/login')
      .send({ email, password: `${password}!` })
      .expect(401);
    await api.post('/api/auth/register').type('json').send(`{"password":"${password}"`).expect(400);
    await api.post('/api/auth/register').send({ email: 1, password }).expect(422);
    const bearer = `Bearer ${entered.body.access_token}`;
    const { body: made } = await api.post('/api/auth/link-codes').set('Authorization', bearer).expect(201);
    const linked = await api.post('/api/auth/link-codes/redeem').send({ code: made.code }).expect(200);
    await api.post('/api/auth/link-codes/redeem').send({ code: made.code }).expect(400);
    await failingRegistration(api, password);
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).to.equal(0);

    expect(output()).to.contain('user registered').and.to.contain('request failed');
    const tokens = [registered, entered, linked].map(({ body }) => body.access_token);
    const secrets = [password, '$argon2', 'PRIVATE KEY', made.code, ...tokens];
    for (const secret of secrets) expect(output()).not.to.contain(secret);
  });

  /** The driver's error tells of the row that it could not store; that must not be logged whole. */
  async function failingRegistration(api: ReturnType<typeof supertest>, password: string): Promise<void> {
    await fixture.db.raw('ALTER TABLE users ADD CONSTRAINT nobody CHECK (false) NOT VALID');
    await api.post('/api/auth/register').send({ email: freshEmail(), password }).expect(500);
    await fixture.db.raw('ALTER TABLE users DROP CONSTRAINT nobody');
  }
});
