import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '@coincast/shared/observability';
import { PeriodicTask } from '@coincast/shared/scheduling';
import type { BotApi } from '../telegram/bot-api.js';
import { allowedUpdates } from './update.js';
import type { UpdateSource } from './update-source.js';

export interface WebhookOptions {
  api: BotApi;
  /** Where Telegram reaches us; we listen at the same path. */
  url: string;
  secret: string;
  logger: Logger;
  /** Takes updates in, and never fails. */
  receive(updates: readonly unknown[]): Promise<void>;
  checkIntervalMs?: number;
}

const secretHeader = 'x-telegram-bot-api-secret-token';
/** A message has 4096 characters; the largest updates have some dozens of kilobytes. */
const maxBodyBytes = 1024 * 1024;

/** Telegram brings the updates. Meanwhile we ask now and then whether it is there, and tell it where we are. */
export class Webhook implements UpdateSource {
  readonly path: string;
  private readonly stopping = new AbortController();
  private readonly checking: PeriodicTask;
  private isTaking = false;
  private isSet = false;

  constructor(private readonly options: WebhookOptions) {
    this.path = new URL(options.url).pathname;
    const { checkIntervalMs = 30_000, logger } = options;
    const check = () => this.check().catch((error: unknown) => this.checkFailed(error));
    this.checking = new PeriodicTask('webhook', checkIntervalMs, check, logger);
  }

  start(): void {
    this.isTaking = true;
    this.checking.start();
  }

  async stop(): Promise<void> {
    this.isTaking = false;
    this.stopping.abort();
    await this.checking.stop();
  }

  /** Answers as soon as the update is taken in, long before it is handled. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { secret, receive } = this.options;
    const given = request.headers[secretHeader];
    if (typeof given !== 'string' || !timingSafeEqual(digest(given), digest(secret))) return end(response, 404);
    if (request.method !== 'POST') return end(response, 405);
    // Telegram keeps it, and brings it again: to this process when that has taken up the old ones, or to the next one.
    if (!this.isTaking) return end(response, 503);
    const body = await bodyOf(request);
    if (body === undefined) return end(response, 413);
    let update: unknown;
    try {
      update = JSON.parse(body);
    } catch {
      return end(response, 400);
    }
    await receive([update]);
    end(response, 200);
  }

  private async check(): Promise<void> {
    const { api, url, secret } = this.options;
    const { signal } = this.stopping;
    if (this.isSet) {
      await api.call('getMe', {}, { signal });
      return;
    }
    await api.call('setWebhook', { url, secret_token: secret, allowed_updates: allowedUpdates }, { signal });
    this.isSet = true;
  }

  private checkFailed(error: unknown): void {
    if (!this.stopping.signal.aborted) this.options.logger.warn({ err: error }, 'Telegram does not know where we are');
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest();

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    bytes += piece.length;
    if (bytes > maxBodyBytes) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}
