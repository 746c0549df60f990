import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** What people want to see of Postgres, RabbitMQ and Redis, which tell much and not in JSON. */
const trouble = /\b(warn|warning|error|fatal|panic|critical)\b/i;

export interface MergedLogOptions {
  /** Grows to this size and is then kept once as `<file>.1`, in bytes. */
  maxBytes?: number;
  /** Where people read along; nothing when left out. */
  console?: NodeJS.WritableStream;
}

/** One log of all parts: JSON lines in a file, each with the `part` it comes from. */
export class MergedLog {
  private handle: number;
  private bytes: number;

  constructor(
    readonly file: string,
    private readonly options: MergedLogOptions = {},
  ) {
    this.handle = openSync(file, 'a', 0o640);
    this.bytes = fstatSync(this.handle).size;
  }

  /** Takes one line; what is not JSON becomes the `msg` of a line of ours. */
  write(part: string, line: string): void {
    const text = line.trimEnd();
    if (text === '') return;
    const isJson = text.startsWith('{"') && text.endsWith('}');
    const rest = isJson
      ? text.slice(1)
      : `"level":"info","time":"${new Date().toISOString()}","msg":${JSON.stringify(text)}}`;
    const entry = `{"part":"${part}",${rest}\n`;
    this.append(entry);
    const shown = isJson ? readable(text) : trouble.test(text) ? text : undefined;
    if (shown !== undefined) this.options.console?.write(`${part.padEnd(18)} | ${shown}\n`);
  }

  /** Takes every line of a stream until it ends. */
  follow(part: string, stream: Readable): void {
    createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) =>
      this.write(part, line),
    );
  }

  /** A destination for a pino logger of this process. */
  destination(part: string): { write(line: string): void } {
    return { write: (line) => this.write(part, line) };
  }

  close(): void {
    if (this.handle >= 0) closeSync(this.handle);
    this.handle = -1;
  }

  private append(entry: string): void {
    if (this.handle < 0) return;
    // Written at once and unbuffered: the last words before a crash are the ones worth having.
    this.bytes += writeSync(this.handle, entry);
    if (this.bytes < (this.options.maxBytes ?? 64 * 1024 * 1024)) return;
    closeSync(this.handle);
    renameSync(this.file, `${this.file}.1`);
    this.handle = openSync(this.file, 'a', 0o640);
    this.bytes = 0;
  }
}

interface Entry {
  level?: string;
  time?: string;
  msg?: string;
  job_id?: number;
  err?: { message?: string };
}

/** Undefined for the usual course of one request or job, which would bury the rest. */
function readable(json: string): string | undefined {
  let entry: Entry;
  try {
    entry = JSON.parse(json) as Entry;
  } catch {
    return json;
  }
  const { level = '', time = '', msg = '', err } = entry;
  if (level === 'info' && (msg === 'request' || entry.job_id !== undefined)) return undefined;
  const weight = level === 'info' || level === '' ? '' : `${level.toUpperCase()} `;
  const cause = err?.message && !msg.includes(err.message) ? `: ${err.message}` : '';
  return `${time.slice(11, 19)} ${weight}${msg}${cause}`;
}
