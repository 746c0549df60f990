import { createReadStream } from 'node:fs';

/** What stands on standard input or in a file. */
export interface ForecastInputSource {
  /** Whether it is a series a line; otherwise it is a table. */
  isLines: boolean;
  /** All of it, from the first byte on. */
  chunks: AsyncGenerator<Buffer>;
}

/** Enough to tell what it is. */
const beginningBytes = 64 * 1024;

/** A line that holds a series. No table has such: none of its columns is named `values`. */
const seriesLine = /^\ufeff?[ \t]*\{[^\n]*"values"\s*:\s*\[/m;

/** Opens the input and finds what it is by how it begins; waits for no more of it than that needs. */
export async function openInput(file: string | null): Promise<ForecastInputSource> {
  const stream = file === null ? process.stdin : createReadStream(file);
  const rest = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const beginning: Buffer[] = [];
  let bytes = 0;
  while (bytes < beginningBytes && !isSeries(beginning)) {
    const next = await rest.next();
    if (next.done) break;
    beginning.push(next.value);
    bytes += next.value.length;
  }
  return { isLines: isSeries(beginning), chunks: all(beginning, rest) };
}

function isSeries(beginning: readonly Buffer[]): boolean {
  return seriesLine.test(Buffer.concat(beginning).toString('utf8', 0, beginningBytes));
}

async function* all(beginning: Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  for (let chunk = beginning.shift(); chunk; chunk = beginning.shift()) yield chunk;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
