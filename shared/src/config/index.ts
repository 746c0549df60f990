import Joi from 'joi';

/** The environment is wrong; the message lists every fault, one a line, and never shows a value. */
export class ConfigError extends Error {
  constructor(service: string, faults: string[]) {
    super(`${service} cannot start, its environment is wrong:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads a service's settings from the environment, once, at start. Empty variables count as not set.
 * @throws ConfigError naming every variable that is missing or wrong.
 */
export function loadConfig<Config>(
  service: string,
  schema: Joi.ObjectSchema<Config>,
  env: Record<string, string | undefined> = process.env,
): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const { value, error } = schema.validate(given, {
    abortEarly: false,
    stripUnknown: true,
    convert: true,
    errors: { wrap: { label: false } },
  });
  if (error) {
    throw new ConfigError(
      service,
      error.details.map(({ message }) => message),
    );
  }
  return value;
}

/** `postgres://user:password@host:port/db` */
export const postgresUrl = () => Joi.string().uri({ scheme: ['postgres', 'postgresql'] });

/** `http://host:port`, without a trailing slash. */
export const httpUrl = () =>
  Joi.string()
    .uri({ scheme: ['http', 'https'] })
    .replace(/\/+$/, '');

export const port = () => Joi.number().port();

/** Where traces go. OpenTelemetry's own variables; its SDK reads more of them than we check. */
export interface TracingConfig {
  /** A collector that takes OTLP over HTTP. Without: no traces. */
  OTEL_EXPORTER_OTLP_ENDPOINT?: string;
  /** What opens it: `name=value`, separated by commas. */
  OTEL_EXPORTER_OTLP_HEADERS?: string;
  OTEL_TRACES_SAMPLER?: string;
  OTEL_TRACES_SAMPLER_ARG?: number;
  /** Said of every span: `name=value`, separated by commas. */
  OTEL_RESOURCE_ATTRIBUTES?: string;
}

/** Joi's own message shows the value, which may be a secret. */
const keyValues = () =>
  Joi.string()
    .pattern(/^\s*[^=,\s]+\s*=[^,]*(?:,\s*[^=,\s]+\s*=[^,]*)*$/)
    .messages({ 'string.pattern.base': '{{#label}} must be name=value, separated by commas' });

const tracingFields = {
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl(),
  OTEL_EXPORTER_OTLP_HEADERS: keyValues(),
  OTEL_TRACES_SAMPLER: Joi.string().valid(
    'always_on',
    'always_off',
    'traceidratio',
    'parentbased_always_on',
    'parentbased_always_off',
    'parentbased_traceidratio',
  ),
  OTEL_TRACES_SAMPLER_ARG: Joi.number().min(0).max(1),
  OTEL_RESOURCE_ATTRIBUTES: keyValues(),
};

/** Settings that every service has. */
export interface CommonConfig extends TracingConfig {
  /** Address to listen on. */
  HOST: string;
  /** 0: a free one. */
  PORT: number;
  /** At a stop: how long requests are still taken while readiness answers 503 already. */
  SHUTDOWN_DELAY_MS: number;
  LOG_LEVEL: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

export const commonFields = {
  ...tracingFields,
  HOST: Joi.string().default('127.0.0.1'),
  PORT: port().default(0),
  SHUTDOWN_DELAY_MS: Joi.number().integer().min(0).max(10_000).default(0),
  LOG_LEVEL: Joi.string().valid('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info'),
};

/** Where events travel. */
export interface BrokerConfig {
  BROKER: 'in-process' | 'rabbitmq';
  RABBIT_URL?: string;
}

export const brokerFields = {
  BROKER: Joi.string().valid('in-process', 'rabbitmq').default('rabbitmq'),
  RABBIT_URL: Joi.string()
    .uri({ scheme: ['amqp', 'amqps'] })
    .when('BROKER', { is: 'rabbitmq', then: Joi.required() }),
};

/** Who may call a service's internal routes, and where tokens are checked. */
export interface TrustConfig {
  /** Shared by the services for `/internal` routes; at least 32 characters. */
  INTERNAL_TOKEN: string;
  /** Where auth-service publishes its public keys. */
  JWKS_URL: string;
}

export const trustFields = {
  INTERNAL_TOKEN: Joi.string().min(32).required(),
  JWKS_URL: httpUrl().required(),
};
