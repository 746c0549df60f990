import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig } from '@coincast/shared/config';
import { Problem } from '@coincast/shared/http';
import { expect } from 'chai';
import { configSchema } from '../../src/config.js';
import { Spool } from '../../src/receiving/spool.js';
import { UploadDir } from '../upload-dir.js';

describe('the spool', () => {
  let uploads: UploadDir;
  beforeEach(async () => {
    uploads = await UploadDir.make();
  });
  afterEach(() => uploads.remove());

  const open = async (maxBytes = 1_000_000): Promise<Spool> => {
    const config = loadConfig('test', configSchema, {
      BROKER: 'in-process',
      DATABASE_URL: 'postgres://user@127.0.0.1:1/db',
      BILLING_URL: 'http://127.0.0.1:1',
      INTERNAL_TOKEN: 'x'.repeat(32),
      JWKS_URL: 'http://127.0.0.1:1/keys',
      UPLOAD_DIR: uploads.path,
      MAX_SPOOL_BYTES: String(maxBytes),
    });
    const spool = new Spool(config);
    await spool.onModuleInit();
    return spool;
  };
  const leftBy = async (pid: number) => {
    const name = `${pid}-0123456789abcdef`;
    await mkdir(join(uploads.path, name));
    await writeFile(join(uploads.path, name, 'upload'), 'left over');
    return name;
  };

  it('removes at start what dead processes have left, and nothing else', async () => {
    const { pid: dead } = spawnSync(process.execPath, ['--version']);
    await leftBy(dead);
    const earlierSelf = await leftBy(process.pid);
    const living = await leftBy(process.ppid);
    await writeFile(join(uploads.path, 'readme'), 'not ours');
    const sibling = await open();
    const spool = await open();
    const names = await uploads.directories();
    expect(names).to.include.members([living, 'readme']).and.to.have.lengthOf(4);
    expect(names).not.to.include(earlierSelf);
    await spool.onApplicationShutdown();
    await sibling.onApplicationShutdown();
    expect(await uploads.directories()).to.have.members([living, 'readme']);
  });

  it('keeps files that nobody else can read', async () => {
    const spool = await open();
    const file = await spool.create();
    await file.append([Buffer.from('ab'), Buffer.from('c')]);
    await file.close();
    expect(await readFile(file.path, 'utf8')).to.equal('abc');
    const [directory = ''] = await uploads.directories();
    const { mode } = await import('node:fs').then(({ statSync }) => statSync(join(uploads.path, directory)));
    expect(mode & 0o077).to.equal(0);
    await spool.onApplicationShutdown();
  });

  it('refuses what goes beyond its bound, and has room again once a file is removed', async () => {
    const spool = await open(2_000);
    const one = await spool.create();
    await one.append([Buffer.alloc(1_500)]);
    const two = await spool.create();
    const refusal = await two.append([Buffer.alloc(501)]).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(Problem).and.to.include({ code: 'unavailable', status: 503 });
    await one.remove();
    await one.remove();
    await two.append([Buffer.alloc(2_000)]);
    await two.remove();
    expect(await uploads.files()).to.deep.equal([]);
    await spool.onApplicationShutdown();
  });
});
