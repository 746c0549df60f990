export interface KeepOptions {
  /** Forgotten after so long; without: kept until it is deleted. */
  ttlMs?: number;
}

/**
 * What the bot remembers, by key; values are JSON. What cannot be opened or read counts as absent.
 * Every method throws `StoreUnavailable` when the place where it is kept does not answer.
 */
export interface Store {
  get(key: string): Promise<unknown>;
  /** @throws ValueTooLarge, RangeError for a key that is empty or longer than 120 bytes */
  set(key: string, value: unknown, options?: KeepOptions): Promise<void>;
  delete(key: string): Promise<void>;
  /** Those that begin with `prefix`, in no order. */
  keys(prefix: string): Promise<string[]>;
  close(): Promise<void>;
}

/** Where bytes are kept by key, sealed or not. */
export interface Shelf {
  get(key: string): Promise<Buffer | undefined>;
  set(key: string, bytes: Buffer, options: KeepOptions): Promise<void>;
  delete(key: string): Promise<void>;
  keys(prefix: string): Promise<string[]>;
  close(): Promise<void>;
}

/** What the bot remembers cannot be reached now. */
export class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super('what the bot remembers cannot be reached', { cause });
    this.name = 'StoreUnavailable';
  }
}

export class ValueTooLarge extends Error {
  constructor(key: string, bytes: number, maxBytes: number) {
    super(`the value of ${key} has ${bytes} bytes, more than ${maxBytes}`);
    this.name = 'ValueTooLarge';
  }
}
