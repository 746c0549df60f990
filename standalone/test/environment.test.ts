import { loadLaunchConfig } from '@coincast/standalone/config';
import { type ServiceName, type SystemAddresses, serviceEnvironments } from '@coincast/standalone/environment';
import { expect } from 'chai';

const urls = (schema: string) => ({
  ownerUrl: `postgres://${schema}_owner@h/db`,
  serviceUrl: `postgres://${schema}@h/db`,
});

const system: SystemAddresses = {
  ports: {
    'auth-service': 1,
    'billing-service': 2,
    'prediction-service': 3,
    'inference-worker': 4,
    'web-ui': 5,
    'telegram-bot': 6,
    gateway: 8080,
  },
  host: '0.0.0.0',
  database: { auth: urls('auth'), billing: urls('billing'), prediction: urls('prediction') },
  internalToken: 'a-token',
};

describe('serviceEnvironments', () => {
  it('gives each service its address, its own role and its neighbours', () => {
    const environments = serviceEnvironments(system, { COST_PER_ROW: '3' });
    expect(environments['prediction-service']).to.deep.equal({
      COST_PER_ROW: '3',
      HOST: '127.0.0.1',
      PORT: '3',
      BROKER: 'in-process',
      INTERNAL_TOKEN: 'a-token',
      JWKS_URL: 'http://127.0.0.1:1/.well-known/jwks.json',
      DATABASE_URL: 'postgres://prediction@h/db',
      BILLING_URL: 'http://127.0.0.1:2',
    });
    expect(environments.gateway).to.deep.equal({
      COST_PER_ROW: '3',
      HOST: '0.0.0.0',
      PORT: '8080',
      JWKS_URL: 'http://127.0.0.1:1/.well-known/jwks.json',
      AUTH_URL: 'http://127.0.0.1:1',
      BILLING_URL: 'http://127.0.0.1:2',
      PREDICTION_URL: 'http://127.0.0.1:3',
      WEB_URL: 'http://127.0.0.1:5',
      WEB_TOKEN: environments['web-ui']['WEB_TOKEN'],
    });
    expect(environments['web-ui']).to.include({ API_BASE: 'http://127.0.0.1:8080', PORT: '5' });
  });

  it('differs between one process and many in the broker and Redis alone', () => {
    const one = serviceEnvironments(system, {});
    const many = serviceEnvironments({ ...system, rabbitUrl: 'amqp://b', redisUrl: 'redis://r' }, {});
    for (const name of Object.keys(one) as ServiceName[]) {
      const { BROKER: _, ...same } = one[name];
      const { BROKER, RABBIT_URL, REDIS_URL, ...rest } = many[name];
      expect(rest, name).to.deep.equal(same);
      if (name !== 'gateway')
        expect({ BROKER, RABBIT_URL }, name).to.deep.equal({ BROKER: 'rabbitmq', RABBIT_URL: 'amqp://b' });
      expect(REDIS_URL, name).to.equal(
        ['gateway', 'auth-service', 'web-ui', 'telegram-bot'].includes(name) ? 'redis://r' : undefined,
      );
    }
  });

  it('keeps uploads with the data unless told otherwise', () => {
    const uploadDir = (given: Record<string, string>) =>
      serviceEnvironments({ ...system, uploadDir: '/data/uploads' }, given)['prediction-service']['UPLOAD_DIR'];
    expect(uploadDir({})).to.equal('/data/uploads');
    expect(uploadDir({ UPLOAD_DIR: '/elsewhere' })).to.equal('/elsewhere');
    const draftDir = (given: Record<string, string>) =>
      serviceEnvironments({ ...system, draftDir: '/data/drafts' }, given)['web-ui']['DRAFT_DIR'];
    expect(draftDir({})).to.equal('/data/drafts');
    expect(draftDir({ DRAFT_DIR: '/elsewhere' })).to.equal('/elsewhere');
  });

  it('gives the secrets of the Telegram bot to the bot alone', () => {
    const given = { TG_BOT_TOKEN: '1:bot-secret', TG_WEBHOOK_SECRET: 'bot-secret', TG_API_ROOT: 'https://t.example' };
    const bot = { botSessionKey: 'made-up', botDataDir: '/data/telegram-bot', botName: 'coin_bot' };
    const { 'telegram-bot': env, ...others } = serviceEnvironments({ ...system, ...bot }, given);
    expect(env).to.include({
      ...given,
      PORT: '6',
      API_BASE: 'http://127.0.0.1:8080',
      BOT_SESSION_KEY: 'made-up',
      BOT_DATA_DIR: '/data/telegram-bot',
      WEB_TOKEN: others.gateway['WEB_TOKEN'],
    });
    expect(env).to.not.have.any.keys('INTERNAL_TOKEN', 'DATABASE_URL');
    expect(JSON.stringify(others)).to.not.include('bot-secret').and.not.include('made-up');
    expect(others['web-ui']).to.include({ TG_BOT_NAME: 'coin_bot' });
    const own = serviceEnvironments({ ...system, ...bot }, { BOT_SESSION_KEY: 'mine', TG_BOT_NAME: 'my_bot' });
    expect(own['telegram-bot']).to.include({ BOT_SESSION_KEY: 'mine' });
    expect(own['web-ui']).to.include({ TG_BOT_NAME: 'my_bot' });
  });

  it('gives the port for metrics to the gateway alone, as the others have theirs on their own', () => {
    const environments = serviceEnvironments({ ...system, gatewayMetricsPort: 9464 }, { METRICS_PORT: '9464' });
    const having = Object.entries(environments).filter(([, env]) => 'METRICS_PORT' in env);
    expect(having.map(([name, env]) => [name, env['METRICS_PORT']])).to.deep.equal([['gateway', '9464']]);
  });

  it('hands on neither the superuser nor the broker of the launch', () => {
    const given = { POSTGRES_URL: 'secret', POSTGRES_PASSWORD: 'secret', RABBITMQ_DEFAULT_PASS: 'secret', PORT: '1' };
    for (const [name, env] of Object.entries(serviceEnvironments(system, given))) {
      expect(Object.values(env), name).to.not.include('secret');
    }
  });
});

describe('loadLaunchConfig', () => {
  it('has an answer for everything', () => {
    expect(loadLaunchConfig({})).to.include({
      PORT: 8080,
      HOST: '127.0.0.1',
      DATA_DIR: '.data',
      POSTGRES_DB: 'coincast',
    });
  });

  it('names every wrong variable, without its value', () => {
    const env = { PORT: 'eighty', POSTGRES_URL: 'mysql://secret@h', INFERENCE_WORKERS: '0' };
    expect(() => loadLaunchConfig(env)).to.throw(
      /PORT must be a number.*POSTGRES_URL must be.*INFERENCE_WORKERS must/s,
    );
    expect(() => loadLaunchConfig(env)).to.not.throw(/secret/);
  });

  it('takes the user and password of Postgres from beside the URL', () => {
    const env = { POSTGRES_URL: 'postgres://db:5432', POSTGRES_USER: 'me', POSTGRES_PASSWORD: 'p@ss' };
    expect(loadLaunchConfig(env).POSTGRES_URL).to.equal('postgres://me:p%40ss@db:5432');
    const whole = 'postgres://other:word@db:5432/postgres';
    expect(loadLaunchConfig({ ...env, POSTGRES_URL: whole }).POSTGRES_URL).to.equal(whole);
  });
});
