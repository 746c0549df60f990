import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeDataDir } from '@coincast/standalone/data-dir';
import { freePort } from '@coincast/standalone/ports';
import { expect } from 'chai';
import { makeScratch } from './scratch.js';

/** Runs an entry point that cannot start, and answers what it says. */
function run(entry: string, env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const file = fileURLToPath(import.meta.resolve(`@coincast/standalone/${entry}`));
  const child = spawn(process.execPath, [file], { env: { PATH: process.env['PATH'], ...env }, cwd: '/' });
  let said = '';
  child.stderr.on('data', (data: Buffer) => {
    said += data.toString();
  });
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, said }));
  });
}

for (const entry of ['main', 'services']) {
  describe(`a start that cannot succeed (${entry})`, function () {
    this.timeout(60_000);
    const scratch = makeScratch();
    const fresh = join(scratch.dataDir, 'fresh');
    after(() => scratch.remove());

    it('says that the port is taken, before anything is started', async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const { code, said } = await run(entry, { PORT: String(port), DATA_DIR: fresh });
      server.close();
      expect(said.trim()).to.equal(
        `Port ${port} is taken. Stop what listens there, or choose another one: PORT=${port + 1}`,
      );
      expect(code).to.equal(1);
      expect(existsSync(fresh)).to.equal(false);
    });

    it('says that the data is in use', async () => {
      const { release } = takeDataDir(scratch.dataDir);
      const { code, said } = await run(entry, { PORT: String(await freePort()), DATA_DIR: scratch.dataDir });
      release();
      expect(said.trim()).to.match(/^The data in .* is in use by process \d+\. Stop that one first/);
      expect(code).to.equal(1);
    });

    it('names a wrong variable', async () => {
      const { code, said } = await run(entry, { PORT: 'http', DATA_DIR: fresh });
      expect(said.trim()).to.equal('Coincast cannot start, its environment is wrong:\n  - PORT must be a number');
      expect(code).to.equal(1);
    });
  });
}
