import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { MergedLog } from '@coincast/standalone/log';
import { expect } from 'chai';
import { makeScratch } from './scratch.js';

describe('MergedLog', () => {
  const scratch = makeScratch();
  const file = join(scratch.dataDir, 'merged.log');
  afterEach(() => rmSync(file, { force: true }));
  after(() => scratch.remove());

  const entries = () =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('puts JSON and plain lines of all parts into one file, each with its part', () => {
    const log = new MergedLog(file);
    log.write('gateway', '{"level":"info","msg":"listens"}\n');
    log.write('postgres', 'LOG:  "ready"');
    log.close();
    expect(entries()).to.deep.include({ part: 'gateway', level: 'info', msg: 'listens' });
    expect(entries()[1]).to.include({ part: 'postgres', msg: 'LOG:  "ready"' });
  });

  it('shows people what our services say, and of the other programs only trouble', () => {
    let shown = '';
    const console = new Writable({
      write: (chunk, _, done) => {
        shown += String(chunk);
        done();
      },
    });
    const log = new MergedLog(file, { console });
    log.write('gateway', '{"level":"warn","time":"2024-01-01T10:00:00.000Z","msg":"slow","err":{"message":"late"}}');
    log.write('gateway', '{"level":"info","time":"2024-01-01T10:00:01.000Z","msg":"request"}');
    log.write('worker', '{"level":"info","time":"2024-01-01T10:00:01.000Z","msg":"job goes on","job_id":1}');
    log.write('gateway', '{"level":"info","time":"2024-01-01T10:00:02.000Z","msg":"listens"}');
    log.write('postgres', 'LOG:  ready');
    log.write('postgres', 'FATAL:  no space left');
    log.close();
    expect(shown).to.match(
      /^gateway +\| 10:00:00 WARN slow: late\ngateway +\| 10:00:02 listens\npostgres +\| FATAL: {2}no space left\n$/,
    );
  });

  it('keeps one file of the size it may have', () => {
    const log = new MergedLog(file, { maxBytes: 500 });
    for (let i = 0; i < 30; i++) log.write('part', `{"i":${i}}`);
    log.close();
    expect(readFileSync(file).length).to.be.below(500);
    expect(readFileSync(`${file}.1`).length).to.be.below(600);
  });
});
