/** Where updates come from, until it is stopped. */
export interface UpdateSource {
  start(): void;
  /** At once: what Telegram has not seen taken, it brings to the next process. */
  stop(): Promise<void>;
}
