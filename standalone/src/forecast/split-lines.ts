import { StringDecoder } from 'node:string_decoder';
import type { NumberedLine } from './line-batch.js';

/** Two million numbers or more. */
const maxLineChars = 64 * 1024 * 1024;
/** Small enough that a few hundred lines occupy every core, large enough that the hop to a thread costs little. */
const maxBatchLines = 32;
const maxBatchChars = 256 * 1024;

/**
 * The lines of a text in UTF-8 that are not blank, a batch at a time; what has arrived never waits for what has not.
 * Memory is bounded by the longest line allowed.
 */
export async function* lineBatches(chunks: AsyncIterable<Buffer>): AsyncGenerator<NumberedLine[]> {
  const splitter = new LineSplitter();
  for await (const chunk of chunks) yield* inBatches(splitter.add(chunk));
  yield* inBatches(splitter.end());
}

class LineSplitter {
  private readonly decoder = new StringDecoder('utf8');
  private rest: string[] = [];
  private restChars = 0;
  private number = 0;

  add(chunk: Buffer): NumberedLine[] {
    return this.split(this.decoder.write(chunk));
  }

  end(): NumberedLine[] {
    return this.split(`${this.decoder.end()}\n`);
  }

  private split(text: string): NumberedLine[] {
    const parts = text.split('\n');
    const unfinished = parts.pop() ?? '';
    const lines: NumberedLine[] = [];
    for (const part of parts) {
      this.keep(part);
      lines.push(...this.finish());
    }
    this.keep(unfinished);
    return lines;
  }

  /** In parts, because a long line that grows by concatenation is copied again and again; too much of it is dropped. */
  private keep(part: string): void {
    this.restChars += part.length;
    if (this.restChars > maxLineChars) this.rest = [];
    else if (part !== '') this.rest.push(part);
  }

  private finish(): NumberedLine[] {
    const tooLong = this.restChars > maxLineChars;
    const line = this.rest.join('').replace(this.number === 0 ? /^\ufeff/ : '', '');
    this.rest = [];
    this.restChars = 0;
    this.number += 1;
    if (tooLong) return [{ number: this.number, text: null }];
    return line.trim() === '' ? [] : [{ number: this.number, text: line }];
  }
}

function* inBatches(lines: NumberedLine[]): Generator<NumberedLine[]> {
  let batch: NumberedLine[] = [];
  let chars = 0;
  for (const line of lines) {
    batch.push(line);
    chars += line.text?.length ?? 0;
    if (batch.length < maxBatchLines && chars < maxBatchChars) continue;
    yield batch;
    batch = [];
    chars = 0;
  }
  if (batch.length > 0) yield batch;
}
