/** An answer with `ok: false`: what Telegram says, word for word, with its code. */
export class ApiError extends Error {
  constructor(
    readonly code: number,
    readonly description: string,
    readonly retryAfterS?: number,
  ) {
    super(description);
  }

  /** The body as it goes over the wire. */
  get body(): Record<string, unknown> {
    const parameters = this.retryAfterS === undefined ? {} : { parameters: { retry_after: this.retryAfterS } };
    return { ok: false, error_code: this.code, description: this.description, ...parameters };
  }
}

/** A 400. Telegram writes its sentences small behind the prefix, and leaves CODES as they are. */
export const badRequest = (words: string) => {
  const isCode = /^[A-Z0-9_]+$/.test(words);
  return new ApiError(400, `Bad Request: ${isCode ? words : words.charAt(0).toLowerCase() + words.slice(1)}`);
};

export const tooManyRequests = (retryAfterS: number) =>
  new ApiError(429, `Too Many Requests: retry after ${retryAfterS}`, retryAfterS);

export const blockedByUser = () => new ApiError(403, 'Forbidden: bot was blocked by the user');

export const endedByOtherPoller = () =>
  new ApiError(
    409,
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  );

export const webhookIsActive = () =>
  new ApiError(
    409,
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  );
