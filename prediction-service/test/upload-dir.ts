import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory for the uploads of one test. */
export class UploadDir {
  private constructor(readonly path: string) {}

  static async make(): Promise<UploadDir> {
    return new UploadDir(await mkdtemp(join(tmpdir(), 'coincast-uploads-test-')));
  }

  /** Files in it, however deep. */
  async files(): Promise<string[]> {
    const found = await readdir(this.path, { recursive: true, withFileTypes: true });
    return found.filter((entry) => entry.isFile()).map(({ name }) => name);
  }

  /** The directories of processes in it. */
  directories(): Promise<string[]> {
    return readdir(this.path);
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true, force: true });
  }
}
