import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ProcessDirectory } from '../../src/files/index.js';

describe('directories of processes', () => {
  it('of those that died are removed, those of others stay', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'coincast-files-'));
    const running = await ProcessDirectory.open(parent);
    for (const name of [
      `${process.pid}-0123456789abcdef`,
      '999999999-0123456789abcdef',
      '1-0123456789abcdef',
      'notes',
    ]) {
      await mkdir(join(parent, name));
    }
    const opened = await ProcessDirectory.open(parent);
    const left = readdirSync(parent).map((name) => join(parent, name));
    expect(left).to.have.members([
      running.directory,
      opened.directory,
      join(parent, 'notes'),
      join(parent, '1-0123456789abcdef'),
    ]);
    await running.close();
    await opened.close();
    rmSync(parent, { recursive: true });
  });
});
