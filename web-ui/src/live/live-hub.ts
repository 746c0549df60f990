import type { Writable } from 'node:stream';

export interface LiveHubOptions {
  /** Most connections of all users. */
  maxConnections: number;
  /** Most connections of one user, the oldest goes first; default 8. */
  maxPerUser?: number;
  /** After about this time a connection ends, and the browser comes back to be checked again; default 10 minutes. */
  lifetimeMs?: number;
  nowMs?: () => number;
}

/** Something that has changed; the page asks for what it is now. */
export interface LiveEvent {
  name: 'job' | 'balance' | 'catch-up';
  data: Record<string, unknown>;
}

interface Connection {
  userId: number;
  stream: Writable;
  endsAtMs: number;
}

/** A reader that leaves this much unread is let go of: it comes back and catches up. */
const mostUnreadBytes = 64 * 1024;

/** The open connections by user. What happens to a user's jobs and credits is told to that user's connections alone. */
export class LiveHub {
  private readonly byUser = new Map<number, Set<Connection>>();
  /** Told to end, and with something still to be read. */
  private readonly ending = new Set<Writable>();
  private readonly options: Required<LiveHubOptions>;
  private open = 0;
  private closed = false;

  constructor(options: LiveHubOptions) {
    this.options = { maxPerUser: 8, lifetimeMs: 10 * 60_000, nowMs: Date.now, ...options };
  }

  /** Open connections. */
  get size(): number {
    return this.open;
  }

  /** Whether no connection is taken now. */
  get isFull(): boolean {
    return this.closed || this.open >= this.options.maxConnections;
  }

  /**
   * Tells this user's events to the stream until it ends. Only while the hub is not full.
   * @param isBack the browser had a connection before, and may have missed events between the two.
   */
  add(userId: number, stream: Writable, isBack: boolean): void {
    if (this.isFull) throw new RangeError('The hub is full');
    const { maxPerUser, lifetimeMs, nowMs } = this.options;
    const connections = this.byUser.get(userId) ?? new Set<Connection>();
    this.byUser.set(userId, connections);
    // Spread, so that those who came at once, after a restart for instance, do not come back at once for ever.
    const connection = { userId, stream, endsAtMs: nowMs() + lifetimeMs * (0.8 + 0.4 * Math.random()) };
    connections.add(connection);
    this.open += 1;
    stream.once('close', () => this.remove(connection));
    // Told once more by its close.
    stream.on('error', () => undefined);
    const [oldest] = connections;
    if (oldest && connections.size > maxPerUser) this.end(oldest);
    // An id from the beginning: a browser that comes back names it, whether or not anything has happened.
    stream.write(`retry: ${Math.round(2_000 + 3_000 * Math.random())}\nid: 0\n\n`);
    if (isBack) this.write(connection, frame('0', [{ name: 'catch-up', data: {} }]));
  }

  /** @param id of the event on the bus that this comes from. */
  tell(userId: number, id: string, events: readonly LiveEvent[]): void {
    const connections = this.byUser.get(userId);
    if (!connections) return;
    const text = frame(id, events);
    for (const connection of connections) this.write(connection, text);
  }

  /** Keeps connections open through proxies and ends those that have lived long enough. One timer calls it for all. */
  beat(): void {
    for (const stream of this.ending) stream.destroy();
    const now = this.options.nowMs();
    for (const connections of this.byUser.values()) {
      for (const connection of connections) {
        if (connection.endsAtMs <= now) this.end(connection);
        else this.write(connection, ':\n\n');
      }
    }
  }

  /** Ends every connection and takes no more. */
  close(): void {
    this.closed = true;
    for (const connections of this.byUser.values()) {
      for (const connection of connections) {
        if (connection.stream.writableLength > 0) connection.stream.destroy();
        this.end(connection);
      }
    }
    for (const stream of this.ending) if (stream.writableLength > 0) stream.destroy();
  }

  private write(connection: Connection, text: string): void {
    const { stream } = connection;
    stream.write(text);
    if (stream.writableLength <= mostUnreadBytes) return;
    this.remove(connection);
    stream.destroy();
  }

  private end(connection: Connection): void {
    const { stream } = connection;
    this.remove(connection);
    this.ending.add(stream);
    stream.once('close', () => this.ending.delete(stream));
    stream.end(() => this.ending.delete(stream));
  }

  private remove(connection: Connection): void {
    const connections = this.byUser.get(connection.userId);
    if (!connections?.delete(connection)) return;
    this.open -= 1;
    if (connections.size === 0) this.byUser.delete(connection.userId);
  }
}

function frame(id: string, events: readonly LiveEvent[]): string {
  return events.map(({ name, data }) => `event: ${name}\nid: ${id}\ndata: ${JSON.stringify(data)}\n\n`).join('');
}
