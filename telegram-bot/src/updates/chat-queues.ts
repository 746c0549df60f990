import type { Logger } from '@coincast/shared/observability';
import PQueue from 'p-queue';

export type ChatTask = () => Promise<void>;

export interface ChatQueuesOptions {
  logger: Logger;
  /** Chats that are worked for at the same time. */
  maxParallel?: number;
  /** Tasks of one chat that may wait. */
  maxWaiting?: number;
  /** A task that takes longer goes on by itself: the chat's next one begins. */
  taskLimitMs?: number;
}

interface ChatQueue {
  waiting: ChatTask[];
}

/** One chat's tasks in order, chats side by side and in turn: none waits for another's long task. */
export class ChatQueues {
  /** Those with something to do; a chat at rest is not remembered. */
  private readonly chats = new Map<number, ChatQueue>();
  private readonly pool: PQueue;
  private readonly logger: Logger;
  private readonly maxWaiting: number;
  private readonly taskLimitMs: number;
  private isClosed = false;

  constructor({ logger, maxParallel = 64, maxWaiting = 50, taskLimitMs = 120_000 }: ChatQueuesOptions) {
    this.logger = logger;
    this.maxWaiting = maxWaiting;
    this.taskLimitMs = taskLimitMs;
    this.pool = new PQueue({ concurrency: maxParallel });
  }

  /** Chats with something to do. */
  get size(): number {
    return this.chats.size;
  }

  /** `full`: too much of this chat waits already, and the task is not taken. */
  add(chatId: number, task: ChatTask): 'taken' | 'full' | 'closed' {
    if (this.isClosed) return 'closed';
    const chat = this.chats.get(chatId);
    if (!chat) {
      const added = { waiting: [task] };
      this.chats.set(chatId, added);
      this.schedule(chatId, added);
      return 'taken';
    }
    if (chat.waiting.length >= this.maxWaiting) return 'full';
    chat.waiting.push(task);
    return 'taken';
  }

  /** Takes no more, and finishes what it has; whether it could in this time. What is left then is given up. */
  async drain(timeoutMs: number): Promise<boolean> {
    this.isClosed = true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(resolve, timeoutMs, false);
    });
    const isDone = await Promise.race([this.pool.onIdle().then(() => true), late]);
    clearTimeout(timer);
    this.pool.clear();
    for (const chat of this.chats.values()) chat.waiting.length = 0;
    return isDone;
  }

  private schedule(chatId: number, chat: ChatQueue): void {
    // One task a turn: a chat with many does not keep the others waiting.
    void this.pool.add(async () => {
      const task = chat.waiting.shift();
      if (task) await this.run(chatId, task);
      if (chat.waiting.length > 0) this.schedule(chatId, chat);
      else this.chats.delete(chatId);
    });
  }

  private async run(chatId: number, task: ChatTask): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        this.logger.error({ chatId, limitMs: this.taskLimitMs }, 'an update takes too long; its chat goes on');
        resolve();
      }, this.taskLimitMs);
    });
    const done = task().catch((error: unknown) => {
      this.logger.error({ err: error, chatId }, 'an update failed');
    });
    await Promise.race([done, late]);
    clearTimeout(timer);
  }
}
