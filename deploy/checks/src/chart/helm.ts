import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { Tree } from './tree.js';

const run = promisify(execFile);

export const chartDirectory = fileURLToPath(new URL('../../../../helm/coincast/', import.meta.url));

/** Values for the checks, by name: `minimal`. */
export const valuesFiles: string[] = readdirSync(join(chartDirectory, 'ci'))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length))
  .sort();

export interface RenderOptions {
  /** Names of values files of the chart's folder `ci`. */
  values?: string[];
  /** As `--set` has them. */
  set?: Record<string, string>;
  chart?: string;
}

/** The folder with `helm` and `node_modules`; see standalone/src/parts/cluster-tools.ts. */
export function clusterToolsDirectory(): string {
  const directory = process.env['CLUSTER_TOOLS'];
  if (!directory) throw new Error('CLUSTER_TOOLS is not set: run the tests with `make test`, which brings Helm');
  return directory;
}

/** @throws Error with Helm's words when the chart or the values are wrong. */
export async function lint(options: RenderOptions): Promise<void> {
  await helm(['lint', '--strict', ...argumentsOf(options), options.chart ?? chartDirectory]);
}

/** The tests of a process ask for the same again and again. */
const rendered = new Map<string, Promise<Tree[]>>();

/**
 * All objects that an installation makes, those of hooks too.
 * @throws Error with Helm's words when there is none for these values.
 */
export function render(options: RenderOptions): Promise<Tree[]> {
  const key = JSON.stringify(options);
  const objects = rendered.get(key) ?? renderNow(options);
  rendered.set(key, objects);
  return objects;
}

async function renderNow(options: RenderOptions): Promise<Tree[]> {
  const chart = options.chart ?? chartDirectory;
  const text = await helm(['template', 'coincast', '--namespace=forecasts', ...argumentsOf(options), chart]);
  return parseAllDocuments(text).flatMap((document) => {
    const fault = document.errors[0];
    if (fault) throw fault;
    const tree = new Tree(document.toJS());
    return tree.exists ? [tree] : [];
  });
}

function argumentsOf({ values = [], set = {} }: RenderOptions): string[] {
  return [
    ...values.map((name) => `--values=${join(chartDirectory, 'ci', `${name}.yaml`)}`),
    ...Object.entries(set).map(([name, value]) => `--set-string=${name}=${value}`),
  ];
}

async function helm(args: string[]): Promise<string> {
  const { stdout } = await run(join(clusterToolsDirectory(), 'helm'), args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}
