import type { Migration } from '@coincast/shared/database';
import { wallets } from './001-wallets.js';
import { ledgerFilters } from './002-ledger-filters.js';

/** Of schema `billing`, oldest first; a released migration never changes. */
export const migrations: Migration[] = [wallets, ledgerFilters];
