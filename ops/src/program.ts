import { Command } from 'commander';
import { group } from './command.js';
import { drop } from './dead/drop.command.js';
import { list as listDead } from './dead/list.command.js';
import { replay } from './dead/replay.command.js';
import { show } from './dead/show.command.js';
import { stuck } from './jobs/stuck.command.js';
import { list as listKeys } from './keys/list.command.js';
import { rotate } from './keys/rotate.command.js';
import { verify } from './ledger/verify.command.js';
import { topUp } from './user/top-up.command.js';

/** The operator's tool. */
export const program = new Command('ops')
  .description("The operator's tool of Coincast. Every command explains itself with --help.")
  .addCommand(group('ledger', 'wallets and what was charged', verify))
  .addCommand(group('dead', 'events that were given up', listDead, show, replay, drop))
  .addCommand(group('jobs', 'jobs and their refunds', stuck))
  .addCommand(group('user', 'what is done for a user', topUp))
  .addCommand(group('keys', 'what access tokens are signed with', listKeys, rotate));
