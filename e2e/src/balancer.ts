import { connect, createServer, type Server } from 'node:net';
import { freePort } from '@coincast/standalone/ports';

const lookEveryMs = 50;

/** Plays a Kubernetes Service: new connections go to the replicas that say they are ready, one after the other. */
export class Balancer {
  private readonly replicas = new Map<number, boolean>();
  private turn = 0;

  private constructor(
    readonly port: number,
    private readonly server: Server,
    private readonly timer: NodeJS.Timeout,
  ) {}

  static async start(): Promise<Balancer> {
    const port = await freePort();
    const server = createServer();
    const timer = setInterval(() => void balancer.look(), lookEveryMs);
    const balancer = new Balancer(port, server, timer);
    server.on('connection', (client) => {
      const target = balancer.next();
      if (target === undefined) {
        client.destroy();
        return;
      }
      const replica = connect(target, '127.0.0.1');
      client.pipe(replica).pipe(client);
      for (const [one, other] of [
        [client, replica],
        [replica, client],
      ] as const) {
        one.on('error', () => other.destroy());
        one.once('close', () => other.destroy());
      }
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return balancer;
  }

  /** @param port of a replica, asked from now on whether it is ready. */
  add(port: number): void {
    this.replicas.set(port, false);
  }

  remove(port: number): void {
    this.replicas.delete(port);
  }

  close(): void {
    clearInterval(this.timer);
    this.server.close();
  }

  private next(): number | undefined {
    const ready = [...this.replicas].filter(([, isReady]) => isReady).map(([port]) => port);
    this.turn += 1;
    return ready[this.turn % ready.length];
  }

  private async look(): Promise<void> {
    await Promise.all(
      [...this.replicas.keys()].map(async (port) => {
        const isReady = await saysReady(port);
        if (this.replicas.has(port)) this.replicas.set(port, isReady);
      }),
    );
  }
}

async function saysReady(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
