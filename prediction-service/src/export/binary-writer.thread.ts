import { Writable } from 'node:stream';
import { type MessagePort, parentPort } from 'node:worker_threads';
import type { FromWriter, ToWriter, WritingTask } from './binary-writer.messages.js';
import type { ForecastPage } from './forecast.repository.js';
import { writeParquet } from './write-parquet.js';
import { writeXlsx } from './write-xlsx.js';

/** The other end of a file's port: pages come in when they are asked for, chunks go out when they are asked for. */
class FileEnd {
  readonly out = new Writable({
    write: (chunk: Buffer, _encoding, taken) => {
      this.send = () => {
        this.tell({ kind: 'chunk', chunk });
        taken();
      };
      this.sendIfAsked();
    },
  });
  private readonly gone = new AbortController();
  readonly signal = this.gone.signal;
  private asked = false;
  private send: (() => void) | undefined;
  private pageCame: ((page: ForecastPage | null) => void) | undefined;

  constructor(private readonly port: MessagePort) {
    port.on('message', (message: ToWriter) => {
      if (message.kind === 'page') return this.pageCame?.(message.page);
      this.asked = true;
      this.sendIfAsked();
    });
    port.once('close', () => {
      this.gone.abort();
      this.out.destroy();
      this.pageCame?.(null);
    });
  }

  tell(message: FromWriter): void {
    this.port.postMessage(message);
  }

  async *pages(): AsyncGenerator<ForecastPage> {
    for (;;) {
      this.tell({ kind: 'page' });
      const page = await new Promise<ForecastPage | null>((resolve) => {
        this.pageCame = resolve;
      });
      this.signal.throwIfAborted();
      if (!page) return;
      yield page;
    }
  }

  private sendIfAsked(): void {
    const { send } = this;
    if (!this.asked || !send) return;
    this.asked = false;
    this.send = undefined;
    send();
  }
}

parentPort?.on('message', async ({ format, points, columns, port }: WritingTask) => {
  const file = new FileEnd(port);
  // A file that is given up says so to those who await its end; nobody does.
  file.out.on('error', () => {});
  const write = format === 'xlsx' ? writeXlsx : writeParquet;
  try {
    await write({ points, columns, pages: file.pages() }, file.out, file.signal);
    file.tell({ kind: 'end' });
  } catch (error) {
    file.tell({ kind: 'failed', reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
