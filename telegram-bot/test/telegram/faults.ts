/** Something that goes wrong on demand. */
export type Fault = {
  /** Only calls of these methods (`download` is that of a file); without it, all but getUpdates. */
  method?: string | readonly string[];
  /** Only calls for this chat. */
  chatId?: number;
  /** How many calls; 1 unless said otherwise, Infinity until released. */
  times?: number;
} & (
  | { with: 429; retryAfter: number }
  /** The user has blocked the bot. */
  | { with: 403 }
  /** Like a load balancer, with a page of HTML. `happened`: the call takes effect all the same. */
  | { with: 502; happened?: boolean }
  /** A 200 that Telegram never gives: a page of HTML, as of a proxy that wants something. */
  | { with: 'page' }
  /** No answer until it is released; then the call is carried out, or, when it has `happened`, answered. */
  | { with: 'timeout'; happened?: boolean }
  /** The connection breaks. `happened`: after the call has taken effect, so that only its answer is lost. */
  | { with: 'reset'; happened?: boolean }
);

/** A fault that was set up. */
export class ActiveFault {
  /** How many calls have met it. */
  hits = 0;
  /** Resolves with its release. */
  readonly released: Promise<void>;
  private resolveReleased: () => void = () => {};
  private over = false;

  constructor(readonly fault: Fault) {
    this.released = new Promise((resolve) => {
      this.resolveReleased = resolve;
    });
  }

  /** Ends it: no further call meets it, and those that hang are answered. */
  release() {
    this.over = true;
    this.resolveReleased();
  }

  meets(method: string, chatId: number | undefined): boolean {
    const { fault } = this;
    const methods = fault.method === undefined ? undefined : [fault.method].flat();
    if (this.over || this.hits >= (fault.times ?? 1)) return false;
    if (fault.chatId !== undefined && fault.chatId !== chatId) return false;
    return methods ? methods.some((name) => name.toLowerCase() === method.toLowerCase()) : method !== 'getUpdates';
  }
}

/** The faults of a server, those set up first met first. */
export class Faults {
  private readonly active: ActiveFault[] = [];

  add(fault: Fault): ActiveFault {
    const active = new ActiveFault(fault);
    this.active.push(active);
    return active;
  }

  /** The fault that this call meets, if any; it counts. */
  meet(method: string, chatId: number | undefined): ActiveFault | undefined {
    const found = this.active.find((fault) => fault.meets(method, chatId));
    if (found) found.hits += 1;
    return found;
  }

  releaseAll() {
    for (const fault of this.active) fault.release();
  }
}
