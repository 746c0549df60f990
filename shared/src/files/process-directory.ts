import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Directories of this process: several services may live in one. */
const ownDirectories = new Set<string>();
const ownerOf = (directory: string) => Number(/^(\d+)-[\da-f]{16}$/.exec(directory)?.[1] ?? Number.NaN);

/** A directory of this process alone, for files under random names. What processes that died have left is removed. */
export class ProcessDirectory {
  private constructor(
    readonly directory: string,
    private readonly name: string,
  ) {}

  /** @param parent made when it is missing. */
  static async open(parent: string): Promise<ProcessDirectory> {
    const name = `${process.pid}-${randomBytes(8).toString('hex')}`;
    const directory = join(parent, name);
    ownDirectories.add(name);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await removeLeftovers(parent);
    return new ProcessDirectory(directory, name);
  }

  /** A place for a new file, which whoever makes the file removes. */
  newPath(): string {
    return join(this.directory, randomBytes(16).toString('hex'));
  }

  async close(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
    ownDirectories.delete(this.name);
  }
}

/** A process of our own id is dead, too: ids repeat in containers. */
async function removeLeftovers(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = ownerOf(name);
    if (Number.isNaN(pid) || ownDirectories.has(name) || (pid !== process.pid && isAlive(pid))) continue;
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
