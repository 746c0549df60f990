import { ConfigError } from '@coincast/shared/config';
import { DataDirInUseError, DataDirUnusableError } from './data-dir.js';
import { MissingProgramError } from './parts/debian-packages.js';
import { ListenError } from './ports.js';

const plain = [ConfigError, ListenError, DataDirInUseError, DataDirUnusableError, MissingProgramError];

/** Errors whose sentence says all there is to say. */
export function isPlain(error: unknown): error is Error {
  return plain.some((kind) => error instanceof kind);
}
