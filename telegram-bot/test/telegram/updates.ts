import { endedByOtherPoller, webhookIsActive } from './api-error.js';
import type { JsonObject } from './types.js';
import { WebhookDelivery, type WebhookSettings } from './webhook.js';

export interface Update {
  update_id: number;
  [kind: string]: unknown;
}

export interface Poll {
  /** Acknowledges all before it; a negative one leaves so many of the newest. */
  offset: number;
  limit: number;
  timeoutS: number;
}

interface Poller {
  limit: number;
  give(updates: Update[]): void;
  end(error: Error): void;
}

/** What the bot has not acknowledged yet, and the way it goes there: to who polls, or to a webhook. */
export class Updates {
  webhook: WebhookDelivery | undefined;
  /** Kinds of updates that the bot wants; empty: the usual ones. */
  allowed: string[] = [];
  private pending: { chatId: number; update: Update }[] = [];
  private nextId = 700_000_001;
  private poller: Poller | undefined;

  get pendingCount(): number {
    return this.pending.length;
  }

  push(chatId: number, kind: string, content: JsonObject) {
    if (this.allowed.length > 0 && !this.allowed.includes(kind)) return;
    this.pending.push({ chatId, update: { update_id: this.nextId++, [kind]: content } });
    this.webhook?.wake();
    const { poller } = this;
    if (poller) poller.give(this.first(poller.limit));
  }

  /** Long polling: answers at once when there is something, else when it comes or time is up. */
  async poll({ offset, limit, timeoutS }: Poll, gone: AbortSignal): Promise<Update[]> {
    if (this.webhook) throw webhookIsActive();
    this.poller?.end(endedByOtherPoller());
    if (offset > 0) this.pending = this.pending.filter(({ update }) => update.update_id >= offset);
    if (offset < 0) this.pending = this.pending.slice(offset);
    if (this.pending.length > 0 || timeoutS <= 0) return this.first(limit);
    return new Promise((resolve, reject) => {
      const finish = () => {
        clearTimeout(timer);
        if (this.poller === poller) this.poller = undefined;
      };
      const poller: Poller = {
        limit,
        give: (updates) => {
          finish();
          resolve(updates);
        },
        end: (error) => {
          finish();
          reject(error);
        },
      };
      const timer = setTimeout(() => poller.give([]), timeoutS * 1000);
      gone.addEventListener('abort', () => poller.end(new Error('The poller has gone')), { once: true });
      this.poller = poller;
    });
  }

  /** Sends everything there, from now on; without settings, what is pending waits for who polls. */
  deliverTo(settings: WebhookSettings | undefined) {
    this.webhook?.stop();
    this.webhook =
      settings &&
      new WebhookDelivery(
        settings,
        () => this.pending,
        (update) => this.acknowledge(update),
      );
    if (this.webhook) this.poller?.end(webhookIsActive());
    this.webhook?.wake();
  }

  drop() {
    this.pending = [];
  }

  close() {
    this.webhook?.stop();
    this.poller?.end(new Error('The server closes'));
  }

  private first(limit: number): Update[] {
    return this.pending.slice(0, limit).map(({ update }) => update);
  }

  private acknowledge(done: Update) {
    this.pending = this.pending.filter(({ update }) => update !== done);
  }
}
