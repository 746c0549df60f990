/** Telegram refuses a call, and would again. Never shows the token, nor what was sent. */
export class TelegramRefusal extends Error {
  constructor(
    readonly method: string,
    readonly status: number,
    /** Telegram's own words: `Bad Request: chat not found`. */
    readonly description: string,
    /** Of a 429. */
    readonly retryAfterMs?: number,
  ) {
    super(`Telegram refuses ${method}: ${status} ${description}`);
    this.name = 'TelegramRefusal';
  }
}

/**
 * - `network`: no connection, or it broke;
 * - `timeout`: no answer in time; the call may have been carried out;
 * - `server`: a 5xx, or an answer that nobody can read;
 * - `stopped`: we are closing.
 */
export type UnreachableReason = 'network' | 'timeout' | 'server' | 'stopped';

/** Telegram does not answer a call. */
export class TelegramUnreachable extends Error {
  constructor(
    readonly method: string,
    readonly reason: UnreachableReason,
    detail = '',
  ) {
    super(`Telegram does not answer ${method}: ${reason}${detail ? ` (${detail})` : ''}`);
    this.name = 'TelegramUnreachable';
  }
}

/** A bot may not fetch or send files as large as this. */
export class TelegramFileTooLarge extends Error {
  constructor(readonly maxBytes: number) {
    super(`a bot handles files of at most ${maxBytes} bytes here`);
    this.name = 'TelegramFileTooLarge';
  }
}
