import { Writable } from 'node:stream';
import { createLogger, type Logger } from '@coincast/shared/observability';

/** A logger, and what it has written. */
export function keptLog(): { logger: Logger; text: () => string } {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  return { logger: createLogger('telegram-bot', 'trace', destination), text: () => lines.join('') };
}
