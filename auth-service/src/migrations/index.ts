import type { Migration } from '@coincast/shared/database';
import { usersAndKeys } from './001-users-and-keys.js';

/** In the order of running. */
export const migrations: Migration[] = [usersAndKeys];
