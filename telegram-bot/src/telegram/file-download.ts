import type { Readable } from 'node:stream';
import { Agent, request } from 'undici';
import { TelegramFileTooLarge, TelegramRefusal, TelegramUnreachable } from './bot-api-errors.js';

/** Telegram gives bots no larger ones: https://core.telegram.org/bots/api#getfile */
export const maxDownloadBytes = 20 * 1024 * 1024;

/** Files from Telegram, whose address contains the token: no error of this place shows it. */
export class FileDownload {
  private readonly agent = new Agent({ headersTimeout: 30_000, bodyTimeout: 30_000 });

  constructor(
    private readonly root: string,
    private readonly token: string,
  ) {}

  /** @throws TelegramFileTooLarge, TelegramRefusal, TelegramUnreachable */
  async open(filePath: string, signal: AbortSignal): Promise<Readable> {
    const path = filePath.split('/').map(encodeURIComponent).join('/');
    const url = `${this.root}/file/bot${this.token}/${path}`;
    const answer = await request(url, { dispatcher: this.agent, signal }).catch((error: unknown) => {
      throw signal.aborted ? new TelegramUnreachable('file', 'stopped') : unreachable(error);
    });
    if (answer.statusCode !== 200) {
      await answer.body.dump().catch(() => undefined);
      if (answer.statusCode >= 500) throw new TelegramUnreachable('file', 'server', String(answer.statusCode));
      throw new TelegramRefusal('file', answer.statusCode, 'the file is not there');
    }
    if (Number(answer.headers['content-length']) > maxDownloadBytes) {
      answer.body.destroy();
      throw new TelegramFileTooLarge(maxDownloadBytes);
    }
    return answer.body;
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }
}

function unreachable(error: unknown): TelegramUnreachable {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new TelegramUnreachable('file', code.includes('TIMEOUT') ? 'timeout' : 'network', code);
}
