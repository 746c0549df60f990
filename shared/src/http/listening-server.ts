import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface DrainOptions {
  /** Between the first readiness answer 503 and the last new connection: for load balancers to notice. */
  drainDelayMs: number;
  /** How long answers that are under way may take then. */
  graceMs: number;
}

export interface ListeningServerOptions extends DrainOptions {
  host: string;
  port: number;
}

type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void;

const closeIdleEveryMs = 50;
/** After the grace: for answers that say why there is no better one. */
const lastWordsMs = 1_000;

/** An HTTP server that listens, and ends without cutting answers off. */
export class ListeningServer {
  private readonly closed: Promise<void>;

  constructor(
    private readonly server: Server,
    private readonly options: DrainOptions,
  ) {
    this.closed = new Promise((resolve) => server.once('close', resolve));
  }

  /** @throws EADDRINUSE when the port is taken. */
  static async start(server: Server, { host, port, ...options }: ListeningServerOptions): Promise<ListeningServer> {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => resolve());
    });
    return new ListeningServer(server, options);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /**
   * The first step of a stop: goes on as before, but answers 503 for `/health/ready` and asks for each connection to be
   * closed with its next answer, so that by and by clients are elsewhere. Resolves when they have had their time for it.
   */
  async drain(): Promise<void> {
    for (const event of ['request', 'checkContinue']) {
      const handlers = this.server.listeners(event) as RequestHandler[];
      if (handlers.length === 0) continue;
      this.server.removeAllListeners(event);
      this.server.on(event, (request: IncomingMessage, response: ServerResponse) => {
        response.shouldKeepAlive = false;
        if (isReadiness(request)) answerStopping(response);
        else for (const handler of handlers) handler.call(this.server, request, response);
      });
    }
    await wait(this.options.drainDelayMs);
  }

  /**
   * The second step: takes no more connections, and closes each as its answer is finished. Resolves when all are closed,
   * or after the grace: then the caller ends what still works for an answer, which has a second to say so.
   */
  async close(): Promise<void> {
    this.server.close();
    const idle = setInterval(() => this.server.closeIdleConnections(), closeIdleEveryMs);
    const late = new AbortController();
    const cutOff = setTimeout(() => this.server.closeAllConnections(), this.options.graceMs + lastWordsMs);
    void this.closed.then(() => {
      clearInterval(idle);
      clearTimeout(cutOff);
      late.abort();
    });
    await wait(this.options.graceMs, undefined, { signal: late.signal }).catch(() => undefined);
  }
}

function isReadiness({ url = '' }: IncomingMessage): boolean {
  return /^\/health\/ready\/?(?:\?|$)/.test(url);
}

function answerStopping(response: ServerResponse): void {
  response.writeHead(503, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ status: 'unavailable', checks: { running: false } }));
}
