import { type CommonConfig, commonFields, httpUrl, port } from '@coincast/shared/config';
import Joi from 'joi';

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

export interface GatewayConfig extends CommonConfig {
  AUTH_URL: string;
  BILLING_URL: string;
  PREDICTION_URL: string;
  JWKS_URL: string;
  /** The cabinet, which gets what is neither API nor documentation nor health; without it there is a plain page at `/`. */
  WEB_URL?: string;
  /** Shared with the cabinet: who shows it is believed about the address that it calls for. */
  WEB_TOKEN?: string;
  /** Without it the limits are counted in this process alone. */
  REDIS_URL?: string;
  /** Requests a minute of one user, or of one address that is not signed in; 0: no limit. */
  RATE_LIMIT_PER_MINUTE: number;
  /** Registrations and logins, those by a code too, a minute of one address; 0: no limit. */
  AUTH_RATE_LIMIT_PER_MINUTE: number;
  /** Origins whose scripts may call the API. */
  CORS_ORIGINS: string[];
  /** Largest upload, with what multipart adds to the file. */
  MAX_BODY_BYTES: number;
  /** Addresses or networks of proxies in front of us, whose `X-Forwarded-*` headers are believed. */
  TRUST_PROXY: string[];
  /** From the end of a request to the beginning of its answer. */
  UPSTREAM_TIMEOUT_MS: number;
  /** How long a request is tried again while its service is away, at most half of the time above; 0: not at all. */
  RETRY_FOR_MS: number;
  /** For a small body to arrive; an upload has ten times as long. */
  BODY_TIMEOUT_MS: number;
  HEADERS_TIMEOUT_MS: number;
  /** Where Prometheus reads, apart from the public port; off when not set. */
  METRICS_PORT?: number;
  /** Shown on the landing page; the price itself is prediction-service's. */
  COST_PER_ROW?: number;
}

export const gatewayConfigSchema = Joi.object<GatewayConfig>({
  ...commonFields,
  AUTH_URL: httpUrl().required(),
  BILLING_URL: httpUrl().required(),
  PREDICTION_URL: httpUrl().required(),
  JWKS_URL: httpUrl().required(),
  WEB_URL: httpUrl(),
  WEB_TOKEN: Joi.string().min(32),
  REDIS_URL: Joi.string().uri({ scheme: ['redis', 'rediss'] }),
  RATE_LIMIT_PER_MINUTE: Joi.number().integer().min(0).default(600),
  AUTH_RATE_LIMIT_PER_MINUTE: Joi.number().integer().min(0).default(30),
  CORS_ORIGINS: commaList(Joi.string().custom(webOrigin)),
  MAX_BODY_BYTES: Joi.number()
    .integer()
    .min(kibibyte)
    .default(50 * mebibyte + 64 * kibibyte),
  TRUST_PROXY: commaList(
    Joi.alternatives(
      Joi.valid('loopback', 'linklocal', 'uniquelocal'),
      Joi.string().ip({ version: ['ipv4', 'ipv6'], cidr: 'optional' }),
    ),
  ),
  UPSTREAM_TIMEOUT_MS: Joi.number().integer().min(1).default(60_000),
  RETRY_FOR_MS: Joi.number().integer().min(0).default(5_000),
  BODY_TIMEOUT_MS: Joi.number().integer().min(1).default(30_000),
  HEADERS_TIMEOUT_MS: Joi.number().integer().min(1).default(10_000),
  METRICS_PORT: port(),
  COST_PER_ROW: Joi.number().integer().min(0),
});

/** `a, b` as `['a', 'b']`; not set: `[]`. */
function commaList(item: Joi.Schema): Joi.Schema {
  return Joi.string()
    .custom((text: string) =>
      Joi.attempt(
        text
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
        Joi.array().items(item),
      ),
    )
    .default([]);
}

function webOrigin(text: string): string {
  if (new URL(text).origin !== text) throw new Error(`${text} is not an origin such as https://example.com`);
  return text;
}
