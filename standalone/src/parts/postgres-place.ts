import { createHash } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type AccountKind, canReach, copyBinaries, giveTo, postgresAccount } from './postgres-account.js';
import { embeddedPostgresBinaries, type PostgresBinaries } from './postgres-binaries.js';

/** Where Postgres runs from, on which cluster, as whom. */
export interface PostgresPlace {
  binaries: PostgresBinaries;
  clusterDir: string;
  wrap(command: string, args: string[]): { command: string; args: string[] };
  spawnAs: { user?: { uid: number; gid: number }; cwd: string };
  /** Makes a file or empty directory the account's own. */
  own(path: string): void;
}

/** For a user other than root who cannot look below /root: what it needs goes here. */
const publicHome = '/var/lib/coincast';

/** Finds the place that works here for the cluster of a data directory, whose files may lie elsewhere (see above). */
export async function postgresPlace(dataDir: string, only?: AccountKind): Promise<PostgresPlace> {
  const binaries = await embeddedPostgresBinaries();
  const account = await postgresAccount(binaries, only);
  const clusterDir = join(resolve(dataDir), 'postgres');
  const { user, wrap } = account;
  if (!user) {
    const [uid, gid] = [process.getuid?.(), process.getgid?.()];
    if (uid === 0) takeOver(clusterDir, { uid, gid: gid ?? 0 });
    return { binaries, clusterDir, wrap, spawnAs: { cwd: '/' }, own: () => undefined };
  }

  const reachable = await canReach(user, dirname(clusterDir));
  const place = {
    binaries: (await canReach(user, binaries.postgres))
      ? binaries
      : copyBinaries(binaries, `${publicHome}/postgres-18`),
    clusterDir: reachable ? clusterDir : join(publicHome, nameFor(clusterDir), 'postgres'),
  };
  mkdirSync(dirname(place.clusterDir), { recursive: true, mode: 0o755 });
  takeOver(place.clusterDir, user);
  return { ...place, wrap, spawnAs: { user, cwd: '/' }, own: (path) => chownSync(path, user.uid, user.gid) };
}

/** A cluster that another account served before, when root runs it in another way now. */
function takeOver(clusterDir: string, user: { uid: number; gid: number }): void {
  if (existsSync(clusterDir) && statSync(clusterDir).uid !== user.uid) giveTo(user, clusterDir);
}

function nameFor(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16);
}
