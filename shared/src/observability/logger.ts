import pino, { type DestinationStream, type Logger } from 'pino';

export type { Logger } from 'pino';

/** Values under these keys never reach a log, wherever they stand. */
const secrets = [
  'authorization',
  'cookie',
  'set-cookie',
  'password',
  'email',
  'access_token',
  'token',
  'x-service-token',
  'x-web-token',
  'x-telegram-bot-api-secret-token',
  'DATABASE_URL',
  'MIGRATION_DATABASE_URL',
  'RABBIT_URL',
  'REDIS_URL',
  'INTERNAL_TOKEN',
  'WEB_TOKEN',
  'TG_BOT_TOKEN',
  'TG_WEBHOOK_SECRET',
  'BOT_SESSION_KEY',
];

/** JSON lines on standard output, or to `destination`; one logger a service, with `service` on every line. */
export function createLogger(service: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: withoutRowValues },
    redact: {
      paths: secrets.flatMap((key) => [`["${key}"]`, `*["${key}"]`, `*.*["${key}"]`, `*.*.*["${key}"]`]),
      censor: '[hidden]',
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** A constraint's error from Postgres quotes the row that broke it, password hash and all, in `detail`. */
function withoutRowValues(error: Error): Record<string, unknown> {
  const { detail: _, ...shown } = pino.stdSerializers.err(error);
  return shown;
}
