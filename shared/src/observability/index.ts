import pino, { type Logger } from 'pino';

export type { Logger } from 'pino';

/** Values under these keys never reach a log, wherever they stand. */
const secrets = [
  'authorization',
  'cookie',
  'password',
  'access_token',
  'token',
  'x-service-token',
  'DATABASE_URL',
  'RABBIT_URL',
  'REDIS_URL',
];

/** JSON lines on standard output, one logger a service; `service` is on every line. */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: secrets.flatMap((key) => [`["${key}"]`, `*["${key}"]`, `*.*["${key}"]`, `*.*.*["${key}"]`]),
      censor: '[hidden]',
    },
  });
}
