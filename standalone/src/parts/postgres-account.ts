import { execFile } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresBinaries } from './postgres-binaries.js';

const run = promisify(execFile);

/**
 * As whom Postgres runs, which refuses root:
 * - `direct`: as we do;
 * - `namespace`: as we do, but believing in a user namespace that it is somebody else; needs no further user, and the
 *   files stay ours wherever they lie;
 * - `user`: as another user of this machine, where namespaces are refused.
 */
export type AccountKind = 'direct' | 'namespace' | 'user';

export interface PostgresAccount {
  kind: AccountKind;
  /** Wraps a command line so that it runs as that account. */
  wrap(command: string, args: string[]): { command: string; args: string[] };
  /** For spawn; `user` only. */
  user?: { uid: number; gid: number };
}

/** A line of /etc/passwd. initdb wants its user to have one. */
interface PasswdEntry {
  name: string;
  uid: number;
  gid: number;
}

const asIs = (command: string, args: string[]) => ({ command, args });

/** Picks the account that works here. */
export async function postgresAccount(binaries: PostgresBinaries, only?: AccountKind): Promise<PostgresAccount> {
  const uid = process.getuid?.();
  const entries = passwdEntries();
  const known = uid === undefined || entries.length === 0 || entries.some((entry) => entry.uid === uid);
  if (only === 'direct' || (!only && uid !== 0 && known)) return { kind: 'direct', wrap: asIs };
  if (only !== 'user') {
    const namespace = await namespaceAccount(binaries, entries);
    if (namespace) return namespace;
  }
  if (uid !== 0) {
    throw new Error('Postgres needs its user to be listed in /etc/passwd. Run as a listed user, or set POSTGRES_URL');
  }
  return { kind: 'user', wrap: asIs, user: await ownUser() };
}

async function namespaceAccount(
  binaries: PostgresBinaries,
  entries: PasswdEntry[],
): Promise<PostgresAccount | undefined> {
  const guise = entries.find(({ name }) => name === 'postgres') ?? entries.find(({ uid }) => uid > 0 && uid < 65_534);
  if (!guise) return undefined;
  const wrap = (command: string, args: string[]) => ({
    command: 'unshare',
    args: ['--user', `--map-user=${guise.uid}`, `--map-group=${guise.gid}`, command, ...args],
  });
  try {
    const probe = wrap(binaries.postgres, ['--version']);
    await run(probe.command, probe.args);
    return { kind: 'namespace', wrap };
  } catch {
    return undefined;
  }
}

const ownUserName = 'coincast-postgres';

async function ownUser(): Promise<{ uid: number; gid: number }> {
  const find = () => passwdEntries().find(({ name }) => name === ownUserName);
  if (!find()) {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', ownUserName]);
  }
  const entry = find();
  if (!entry) throw new Error(`The user ${ownUserName} could not be made. Run as a user other than root`);
  return { uid: entry.uid, gid: entry.gid };
}

function passwdEntries(): PasswdEntry[] {
  if (!existsSync('/etc/passwd')) return [];
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

/** Whether the account can reach the file: every directory above it lets it through. */
export async function canReach(user: { uid: number; gid: number }, file: string): Promise<boolean> {
  return run('test', ['-r', file], { ...user }).then(
    () => true,
    () => false,
  );
}

/** Copies the binaries to where every user can run them. */
export function copyBinaries(binaries: PostgresBinaries, to: string): PostgresBinaries {
  if (!existsSync(join(to, 'share'))) {
    mkdirSync(to, { recursive: true, mode: 0o755 });
    // `share` last: its presence says that the copy is whole.
    for (const part of ['bin', 'lib', 'share']) {
      cpSync(join(binaries.home, part), join(to, part), { recursive: true, verbatimSymlinks: true });
    }
  }
  return { home: to, initdb: join(to, 'bin', 'initdb'), postgres: join(to, 'bin', 'postgres') };
}

/** Gives a directory and all below to the user. */
export function giveTo(user: { uid: number; gid: number }, directory: string): void {
  chownSync(directory, user.uid, user.gid);
  for (const entry of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    chownSync(join(directory, entry), user.uid, user.gid);
  }
}
