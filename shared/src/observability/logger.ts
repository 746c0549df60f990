import pino, { type DestinationStream, type Logger } from 'pino';
import { loggable } from './redaction.js';

export type { Logger } from 'pino';

/** JSON lines on standard output, or to `destination`; one logger a service, with `service` on every line. */
export function createLogger(service: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: loggable },
    // Already described, as whatever else is an error; pino's own would add all that it carries.
    serializers: { err: (described: unknown) => described },
  };
  return destination ? pino(options, destination) : pino(options);
}
