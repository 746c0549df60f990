import type { Migration } from '@coincast/shared/database';
import { usersAndKeys } from './001-users-and-keys.js';
import { linkCodes } from './002-link-codes.js';
import { signsAt } from './003-signs-at.js';

/** In the order of running. */
export const migrations: Migration[] = [usersAndKeys, linkCodes, signsAt];
