import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createExpressServer } from '@coincast/shared/http';
import type { Express } from 'express';

/** At the end: how long answers that are under way may take. */
const graceMs = 5_000;

/** The HTTP server around the pages, with limits for slow and endless requests. */
export class WebServer {
  private constructor(private readonly server: Server) {}

  static async start(app: Express, { host, port }: { host: string; port: number }): Promise<WebServer> {
    const options = {
      maxHeaderSize: 16 * 1024,
      // Longer than the gateway keeps an idle connection to us.
      keepAliveTimeout: 75_000,
      headersTimeout: 10_000,
      requestTimeout: 40_000,
    };
    const server = createExpressServer(app, options, app);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => resolve());
    });
    return new WebServer(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Takes no more connections, and closes each as its answer is finished. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    const idle = setInterval(() => this.server.closeIdleConnections(), 50);
    const grace = setTimeout(() => this.server.closeAllConnections(), graceMs);
    await closed;
    clearInterval(idle);
    clearTimeout(grace);
  }
}
