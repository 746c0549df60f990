import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { type ForecastOptions, readArguments, UsageError, usage } from './arguments.js';
import { forecastLines } from './forecast-lines.js';
import { forecastTable, TableError } from './forecast-table.js';
import { openInput } from './input.js';

const status = { done: 0, failed: 1, usage: 2, interrupted: 130 };

async function run(args: readonly string[]): Promise<number> {
  const command = readArguments(args);
  switch (command.kind) {
    case 'help':
      await write(usage);
      return status.done;
    case 'version':
      await write(`${version()}\n`);
      return status.done;
    case 'forecast':
      return forecast(command.options);
  }
}

async function forecast(options: ForecastOptions): Promise<number> {
  if (options.file === null && process.stdin.isTTY) {
    throw new UsageError('Nothing to read: give a file, or send one to standard input.');
  }
  const { isLines, chunks } = await openInput(options.file);
  if (!isLines) {
    await forecastTable(await buffer(chunks), options, write, say);
    return status.done;
  }
  if (options.format !== null && options.format !== 'ndjson') {
    throw new UsageError(`A series a line is answered as ndjson, not ${options.format}.`);
  }
  const failures = await forecastLines(chunks, options, write);
  if (failures === 0) return status.done;
  say(`${failures} of the lines ${failures === 1 ? 'has' : 'have'} an error instead of a forecast.`);
  return status.failed;
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function version(): string {
  return JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).version;
}

function explain(error: unknown): number {
  if (error instanceof UsageError) {
    say(`${error.message}\ncoincast-forecast --help tells more.`);
    return status.usage;
  }
  const isFileError = error instanceof Error && 'syscall' in error;
  if (error instanceof TableError || isFileError) say(error.message);
  else say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return status.failed;
}

// Whoever reads the output may have had enough of it, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(status.done);
  process.exit(explain(error));
});
process.stderr.on('error', () => undefined);
process.once('SIGINT', () => process.exit(status.interrupted));

process.exitCode = await run(process.argv.slice(2)).catch(explain);
