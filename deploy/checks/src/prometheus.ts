import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '@coincast/standalone/ports';
import { stringify } from 'yaml';

/** Prometheus's own checker, which lies beside it. @throws where there is no Prometheus */
export function promtool(): string {
  return join(dirname(prometheusPath()), 'promtool');
}

/** @throws where there is no Prometheus */
function prometheusPath(): string {
  const path = process.env['PROMETHEUS_PATH'];
  if (!path) throw new Error('PROMETHEUS_PATH does not say where Prometheus is');
  return path;
}

/** A Prometheus of the test's own, which reads one address every second. */
export class Prometheus {
  private constructor(
    private readonly process: ChildProcess,
    private readonly directory: string,
    private readonly url: string,
  ) {}

  /** @param target `127.0.0.1:9464` */
  static async start(target: string, ruleFile: string): Promise<Prometheus> {
    const directory = await mkdtemp(join(tmpdir(), 'prometheus-'));
    const config = join(directory, 'prometheus.yml');
    await writeFile(
      config,
      stringify({
        global: { scrape_interval: '1s', evaluation_interval: '1s' },
        rule_files: [ruleFile],
        scrape_configs: [{ job_name: 'coincast', static_configs: [{ targets: [target] }] }],
      }),
    );
    const address = `127.0.0.1:${await freePort()}`;
    const options = [`--config.file=${config}`, `--storage.tsdb.path=${directory}`, `--web.listen-address=${address}`];
    const started = spawn(prometheusPath(), options, { stdio: 'ignore' });
    return new Prometheus(started, directory, `http://${address}`);
  }

  /** What its API says; undefined while it does not answer, or refuses. */
  async ask<Data>(path: string): Promise<Data | undefined> {
    const answer = await fetch(`${this.url}/api/v1/${path}`).catch(() => undefined);
    if (!answer?.ok) return undefined;
    return ((await answer.json()) as { data: Data }).data;
  }

  async stop(): Promise<void> {
    const exited = once(this.process, 'exit');
    this.process.kill();
    await exited;
    await rm(this.directory, { recursive: true, force: true });
  }
}
