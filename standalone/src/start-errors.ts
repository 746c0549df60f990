import { ConfigError } from '@coincast/shared/config';
import { DataDirInUseError } from './data-dir.js';
import { MissingProgramError } from './parts/debian-packages.js';
import { PortTakenError } from './ports.js';

/** Errors whose sentence says all there is to say. */
export function isPlain(error: unknown): error is Error {
  return [ConfigError, PortTakenError, DataDirInUseError, MissingProgramError].some((kind) => error instanceof kind);
}
