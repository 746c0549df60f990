import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger, type Logger } from '@coincast/shared/observability';
import { MergedLog } from '@coincast/standalone/log';

/** A data directory for one test file, and what a part needs besides. */
export interface Scratch {
  dataDir: string;
  log: MergedLog;
  logger: Logger;
  remove(): void;
}

export function makeScratch(): Scratch {
  const dataDir = mkdtempSync(join(tmpdir(), 'coincast-part-'));
  mkdirSync(join(dataDir, 'run'));
  const log = new MergedLog(join(dataDir, 'test.log'));
  return {
    dataDir,
    log,
    logger: createLogger('test', 'debug', log.destination('test')),
    remove: () => {
      log.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
