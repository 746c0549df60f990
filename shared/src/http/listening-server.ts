import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ListeningServerOptions {
  host: string;
  port: number;
  /** At the end: how long answers that are under way may take. */
  graceMs: number;
}

/** An HTTP server that listens, and ends without cutting answers off. */
export class ListeningServer {
  private constructor(
    private readonly server: Server,
    private readonly graceMs: number,
  ) {}

  /** @throws EADDRINUSE when the port is taken. */
  static async start(server: Server, { host, port, graceMs }: ListeningServerOptions): Promise<ListeningServer> {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => resolve());
    });
    return new ListeningServer(server, graceMs);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Takes no more connections, and closes each as its answer is finished. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    const idle = setInterval(() => this.server.closeIdleConnections(), 50);
    const grace = setTimeout(() => this.server.closeAllConnections(), this.graceMs);
    await closed;
    clearInterval(idle);
    clearTimeout(grace);
  }
}
