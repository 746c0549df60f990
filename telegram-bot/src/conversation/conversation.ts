import type { JobFinished } from '@coincast/shared/contracts';
import type { GatewayClient } from '@coincast/shared/gateway-client';
import type { CloudEvent } from '@coincast/shared/messaging';
import type { Logger } from '@coincast/shared/observability';
import type { TelegramBotConfig } from '../config.js';
import type { Store } from '../store/store.js';
import type { Messenger } from '../telegram/messenger.js';
import type { BotUpdate } from '../updates/update.js';

/** What the bot says and does. Everything around it brings updates and events, and carries what it sends. */
export interface Conversation {
  /**
   * Of one chat one update at a time. Throwing is logged and ends nothing. After the process has died in the middle of
   * it, the same update comes once more.
   */
  handle(update: BotUpdate): Promise<void>;
  /** Throwing brings the event again later; it may come twice anyway. */
  jobFinished(event: CloudEvent<JobFinished>): Promise<void>;
  /** At start: takes up what was left open, and says what the bot can do. Called again, later and later, while it throws. */
  resume(): Promise<void>;
  /** At the end, when no update and no event is worked on any more. */
  close?(): Promise<void>;
  /** The chat sends faster than it is worked for: called once, with the first update that is not handled. */
  flooded?(update: BotUpdate): Promise<void>;
}

/** What a conversation works with. */
export interface ConversationParts {
  config: TelegramBotConfig;
  store: Store;
  api: GatewayClient;
  messenger: Messenger;
  logger: Logger;
}

export type ConversationFactory = (parts: ConversationParts) => Promise<Conversation>;
