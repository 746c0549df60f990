import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Child, startChild } from '@coincast/standalone/child';
import { prepareDatabase } from '@coincast/standalone/database';
import {
  type Environment,
  loopbackPorts,
  type ServiceName,
  serviceEnvironments,
} from '@coincast/standalone/environment';
import { type LaunchContext, openLaunch } from '@coincast/standalone/launch-context';
import { inherited, waitForOk } from '@coincast/standalone/launched-system';
import { providePostgres, provideRabbitMq, provideRedis } from '@coincast/standalone/parts/backing-services';
import { freePort } from '@coincast/standalone/ports';
import { Balancer } from './balancer.js';

export const replicatedServices = [
  'auth-service',
  'billing-service',
  'prediction-service',
  'inference-worker',
  'web-ui',
  'gateway',
] as const;
export type ReplicatedService = (typeof replicatedServices)[number];

interface Replica {
  port: number;
  child: Child;
}

const tie = fileURLToPath(import.meta.resolve('@coincast/standalone/tie-to-parent'));
const readyLimitMs = 60_000;
const stopLimitMs = 30_000;

/** A system of processes that nobody supervises: each service once, or in replicas behind a balancer of its own. */
export class ReplicatedSystem {
  /** How each process that was stopped has ended. */
  readonly ends: string[] = [];
  private closing: Promise<void> | undefined;
  private readonly running = new Map<ReplicatedService, Replica[]>();

  private constructor(
    private readonly context: LaunchContext,
    private readonly environments: Record<ServiceName, Environment>,
    private readonly balancers: Partial<Record<ReplicatedService, Balancer>>,
  ) {}

  /** @param replicas 1: without balancers, on a port that stays. */
  static async start(dataDir: string, replicas: number, env: Environment): Promise<ReplicatedSystem> {
    const given = { ...inherited(process.env), ...env, DATA_DIR: dataDir, PORT: String(await freePort()) };
    const context = await openLaunch(given);
    const [adminUrl, { url: rabbitUrl }, redisUrl] = await Promise.all([
      providePostgres(context),
      provideRabbitMq(context),
      provideRedis(context),
    ]);
    const { secrets, logger, config } = context;
    const database = await prepareDatabase({ adminUrl, database: config.POSTGRES_DB, secrets, logger });
    const ports = await loopbackPorts(0);
    const balancers: Partial<Record<ReplicatedService, Balancer>> = {};
    if (replicas > 1) {
      for (const service of replicatedServices) {
        const balancer = await Balancer.start();
        balancers[service] = balancer;
        ports[service] = balancer.port;
      }
    }
    const { internalToken } = secrets;
    const places = { uploadDir: join(dataDir, 'uploads'), draftDir: join(dataDir, 'drafts') };
    const system = { ports, host: '127.0.0.1', database, internalToken, ...places, rabbitUrl, redisUrl };
    const replicated = new ReplicatedSystem(context, serviceEnvironments(system, given), balancers);
    try {
      await Promise.all(
        replicatedServices.flatMap((service) => Array.from({ length: replicas }, () => replicated.add(service))),
      );
    } catch (error) {
      await replicated.close();
      throw error;
    }
    await waitForOk([`${replicated.url}/health`, `${replicated.url}/`], readyLimitMs);
    return replicated;
  }

  get url(): string {
    return `http://127.0.0.1:${this.environments.gateway['PORT']}`;
  }

  /** Replaces each replica of a service, one after the other: the new one is ready before the old one is told to stop. */
  async roll(service: ReplicatedService): Promise<void> {
    for (const old of [...this.replicasOf(service)]) {
      await this.add(service);
      await this.stop(service, old);
    }
  }

  close(): Promise<void> {
    this.closing ??= this.stopAll();
    return this.closing;
  }

  private async stopAll(): Promise<void> {
    // From the outside in: who is stopped last has nobody who still asks.
    for (const service of [...replicatedServices].reverse()) {
      await Promise.all([...this.replicasOf(service)].map((replica) => this.stop(service, replica)));
    }
    for (const balancer of Object.values(this.balancers)) balancer.close();
    await this.context.close();
  }

  private replicasOf(service: ReplicatedService): Replica[] {
    return this.running.get(service) ?? [];
  }

  private async add(service: ReplicatedService): Promise<void> {
    const balancer = this.balancers[service];
    const own = this.environments[service];
    const port = balancer ? await freePort() : Number(own['PORT']);
    const child = await startChild({
      name: service,
      command: process.execPath,
      args: ['--import', tie, fileURLToPath(import.meta.resolve(`@coincast/${service}/main`))],
      env: { ...own, PORT: String(port) },
      log: this.context.log,
      tied: true,
    });
    this.running.set(service, [...this.replicasOf(service), { port, child }]);
    let ended: string | undefined;
    void child.exited.then((how) => {
      ended = `${service} ended with ${how}: ${child.lastWords()}`;
    });
    await waitForOk([`http://127.0.0.1:${port}/health/ready`], readyLimitMs, () => ended);
    balancer?.add(port);
  }

  private async stop(service: ReplicatedService, replica: Replica): Promise<void> {
    // Kubernetes does both at the same time.
    this.balancers[service]?.remove(replica.port);
    await replica.child.stop('SIGTERM', stopLimitMs);
    this.ends.push(`${service}: ${await replica.child.exited}`);
    this.running.set(
      service,
      this.replicasOf(service).filter((other) => other !== replica),
    );
  }
}
