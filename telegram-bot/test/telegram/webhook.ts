import type { Update } from './updates.js';

const TIMEOUT_MS = 60_000;

export interface WebhookSettings {
  url: string;
  secretToken: string | undefined;
  /** Where that is now. */
  address(): string;
  maxConnections: number;
  /** The pause before an update is delivered again. */
  retryMs: number;
  /** Carries out the call that a bot may give as its answer. */
  onAnswer(body: string): Promise<void>;
}

interface Pending {
  chatId: number;
  update: Update;
}

/** Posts updates to the bot: in order within a chat, chats side by side, each again until the answer is 2xx. */
export class WebhookDelivery {
  lastError: { date: number; message: string } | undefined;
  private readonly busyChats = new Set<number>();
  private readonly stopping = new AbortController();

  constructor(
    readonly settings: WebhookSettings,
    private readonly pending: () => readonly Pending[],
    private readonly acknowledge: (update: Update) => void,
  ) {}

  /** Starts whatever can be delivered now. */
  wake() {
    if (this.stopping.signal.aborted) return;
    for (const next of this.pending()) {
      if (this.busyChats.size >= this.settings.maxConnections) return;
      if (this.busyChats.has(next.chatId)) continue;
      this.busyChats.add(next.chatId);
      void this.deliver(next);
    }
  }

  stop() {
    this.stopping.abort();
  }

  private async deliver({ chatId, update }: Pending) {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const failure = await this.post(update);
      if (failure === undefined) break;
      if (signal.aborted) return;
      this.lastError = { date: Math.floor(Date.now() / 1000), message: failure };
      await this.pause();
    }
    if (signal.aborted) return;
    this.acknowledge(update);
    this.busyChats.delete(chatId);
    this.wake();
  }

  /** Answers what went wrong, in Telegram's words. */
  private async post(update: Update): Promise<string | undefined> {
    const { address, secretToken, onAnswer } = this.settings;
    const secret = secretToken === undefined ? {} : { 'x-telegram-bot-api-secret-token': secretToken };
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(TIMEOUT_MS)]);
    try {
      const headers = { 'content-type': 'application/json', ...secret };
      const answer = await fetch(address(), { method: 'POST', headers, body: JSON.stringify(update), signal });
      const body = await answer.text();
      if (!answer.ok) return `Wrong response from the webhook: ${answer.status} ${answer.statusText}`;
      await onAnswer(body);
      return undefined;
    } catch (error) {
      return error instanceof Error && error.name === 'TimeoutError' ? 'Read timeout expired' : 'Connection failed';
    }
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        this.stopping.signal.removeEventListener('abort', finish);
        resolve();
      };
      const timer = setTimeout(finish, this.settings.retryMs);
      this.stopping.signal.addEventListener('abort', finish);
    });
  }
}
