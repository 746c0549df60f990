import { Command } from 'commander';
import { group } from './command.js';
import { list as listKeys } from './keys/list.command.js';
import { rotate } from './keys/rotate.command.js';
import { verify } from './ledger/verify.command.js';

/** The operator's tool. */
export const program = new Command('ops')
  .description("The operator's tool of Coincast. Every command explains itself with --help.")
  .addCommand(group('ledger', 'wallets and what was charged', verify))
  .addCommand(group('keys', 'what access tokens are signed with', listKeys, rotate));
