import type { ProcessDirectory } from '@coincast/shared/files';
import type { GatewayClient, Session } from '@coincast/shared/gateway-client';
import type { Logger } from '@coincast/shared/observability';
import type { Drafts } from '../drafts/drafts.js';
import type { PageWriter } from '../http/page-writer.js';
import type { Visit } from '../visit.js';

/** What every page works with. */
export interface Site {
  api: GatewayClient;
  pages: PageWriter;
  logger: Logger;
  /** Name of the Telegram bot, when there is one. */
  telegramBot?: string | undefined;
  /** Files that wait for their purchase. */
  drafts: Drafts;
  /** Where files arrive. */
  arrivals: ProcessDirectory;
  maxUploadBytes: number;
}

/** Nobody is signed in where somebody has to be. */
export class SignInFirst extends Error {}

/** @throws SignInFirst without a session cookie. Whether the token in it is good, the API says. */
export function sessionOf({ caller, token }: Visit): Session {
  if (token === undefined) throw new SignInFirst('There is no session');
  return { ...caller, token };
}
