import { Readable } from 'node:stream';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { BinaryFormat, FromWriter, ToWriter, WritingTask } from './binary-writer.messages.js';
import type { ExportedForecast } from './exported-forecast.js';
import type { ForecastPage } from './forecast.repository.js';

/** How long the thread, and its 50 MB, stay after the last file. */
const idleMs = 60_000;
/** Enough for dozens of files at a time, each of which holds a page and a row group. */
const maxHeapMb = 256;

/**
 * Writes XLSX and Parquet in a thread of its own, which all exports share: their libraries take half a second to load and
 * 25 to 45 microseconds of processor time a row, and nothing else of the service waits for that. The thread starts with
 * the first file and ends a minute after the last.
 */
@Injectable()
export class BinaryWriter implements OnApplicationShutdown {
  private worker: Worker | undefined;
  private readonly open = new Set<Readable>();
  private idle: NodeJS.Timeout | undefined;

  /** The file as a stream; it is written as fast as it is read, and no further when the stream is destroyed. */
  write(format: BinaryFormat, { points, columns, pages }: ExportedForecast): Readable {
    clearTimeout(this.idle);
    const { port1: port, port2 } = new MessageChannel();
    const task: WritingTask = { format, points, columns, port: port2 };
    this.thread().postMessage(task, [port2]);
    const stream = new Readable({
      read: () => tell(port, { kind: 'more' }),
      destroy: (error, done) => {
        this.open.delete(stream);
        if (this.open.size === 0) this.idle = setTimeout(() => this.worker?.terminate(), idleMs).unref();
        port.close();
        done(error);
      },
    });
    this.open.add(stream);
    const iterator = pages[Symbol.asyncIterator]();
    stream.once('close', () => iterator.return?.());
    serve(stream, port, iterator);
    return stream;
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.idle);
    await this.worker?.terminate();
  }

  private thread(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(new URL('./binary-writer.thread.js', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    });
    worker.unref();
    const failAll = (error: Error) => {
      if (this.worker !== worker) return;
      this.worker = undefined;
      for (const stream of this.open) stream.destroy(error);
    };
    worker.once('error', failAll);
    worker.once('exit', (code) => failAll(new Error(`the thread that writes files ended with code ${code}`)));
    this.worker = worker;
    return worker;
  }
}

function tell(port: MessagePort, message: ToWriter): void {
  const page = message.kind === 'page' ? message.page : null;
  port.postMessage(message, page ? [page.times, ...page.columns].map(({ buffer }) => buffer as ArrayBuffer) : []);
}

function serve(stream: Readable, port: MessagePort, pages: AsyncIterator<ForecastPage>): void {
  const answerPage = async () => {
    const { value, done } = await pages.next();
    if (!stream.destroyed) tell(port, { kind: 'page', page: done ? null : value });
  };
  port.on('message', (message: FromWriter) => {
    switch (message.kind) {
      case 'page':
        answerPage().catch((error: Error) => stream.destroy(error));
        return;
      case 'chunk':
        stream.push(message.chunk);
        return;
      case 'end':
        stream.push(null);
        return;
      case 'failed':
        stream.destroy(new Error(message.reason));
    }
  });
}
