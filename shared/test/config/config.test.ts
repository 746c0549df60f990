import { expect } from 'chai';
import Joi from 'joi';
import {
  type BrokerConfig,
  brokerFields,
  type CommonConfig,
  ConfigError,
  commonFields,
  loadConfig,
  postgresUrl,
  type TrustConfig,
  trustFields,
} from '../../src/config/index.js';

type Config = CommonConfig & BrokerConfig & TrustConfig & { DATABASE_URL: string };

const schema = Joi.object<Config>({
  ...commonFields,
  ...brokerFields,
  ...trustFields,
  DATABASE_URL: postgresUrl().required(),
});
const good = {
  RABBIT_URL: 'amqp://user:secret@broker:5672',
  INTERNAL_TOKEN: 'x'.repeat(32),
  JWKS_URL: 'http://auth:3000/jwks.json/',
  DATABASE_URL: 'postgres://user:secret@db:5432/coincast',
};

function faultsOf(env: Record<string, string | undefined>): string {
  try {
    loadConfig('test-service', schema, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('The environment was taken as right');
}

describe('the configuration', () => {
  it('fills defaults in, converts, and drops what it does not know', () => {
    const config = loadConfig('test-service', schema, { ...good, PORT: '8080', LOG_LEVEL: '', HOME: '/root' });
    expect(config).to.deep.equal({
      ...good,
      HOST: '127.0.0.1',
      PORT: 8080,
      LOG_LEVEL: 'info',
      SHUTDOWN_DELAY_MS: 0,
      BROKER: 'rabbitmq',
      JWKS_URL: 'http://auth:3000/jwks.json',
    });
  });

  it('names every fault at once, and the service', () => {
    const message = faultsOf({ PORT: 'many', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://db', INTERNAL_TOKEN: 'short' });
    for (const word of [
      'test-service',
      'PORT',
      'LOG_LEVEL',
      'DATABASE_URL',
      'INTERNAL_TOKEN',
      'JWKS_URL',
      'RABBIT_URL',
    ]) {
      expect(message).to.contain(word);
    }
    expect(message.split('\n')).to.have.length(7);
  });

  it('never shows a value', () => {
    const message = faultsOf({
      ...good,
      RABBIT_URL: 'http://user:tops3cret@broker',
      DATABASE_URL: 'tops3cret',
      INTERNAL_TOKEN: 'tops3cret',
      PORT: 'tops3cret',
      HOST: undefined,
    });
    expect(message).to.not.contain('tops3cret');
  });

  it('takes empty variables as not set', () => {
    expect(faultsOf({ ...good, JWKS_URL: '' })).to.contain('JWKS_URL');
  });

  it('needs a broker address only where there is a broker', () => {
    const { RABBIT_URL: _, ...rest } = good;
    expect(loadConfig('test-service', schema, { ...rest, BROKER: 'in-process' }).BROKER).to.equal('in-process');
    expect(faultsOf(rest)).to.contain('RABBIT_URL');
  });
});

describe('the configuration of traces', () => {
  it('is checked, and no value of it is shown', () => {
    const faults = faultsOf({
      ...good,
      OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318',
      OTEL_EXPORTER_OTLP_HEADERS: 'secret-without-a-name',
      OTEL_TRACES_SAMPLER: 'sometimes',
      OTEL_TRACES_SAMPLER_ARG: '2',
    });
    for (const name of ['ENDPOINT', 'HEADERS', 'SAMPLER ', 'SAMPLER_ARG']) expect(faults).to.include(name);
    expect(faults).to.include('HEADERS must be name=value').and.not.include('secret-without');
  });
});
