import type { ProcessDirectory } from '@coincast/shared/files';
import type { GatewayClient } from '@coincast/shared/gateway-client';
import type { Logger } from '@coincast/shared/observability';
import Joi from 'joi';
import type { ChatSession } from '../conversation/session.js';
import { Records } from '../store/records.js';
import type { Store } from '../store/store.js';
import type { Messenger } from '../telegram/messenger.js';
import { orderSchema } from './order.js';
import { Orders } from './orders.js';

/** Buttons are pressed a week later, too. */
const keptMs = 8 * 24 * 3_600_000;

interface OpenOrdersParts {
  store: Store;
  messenger: Messenger;
  api: GatewayClient;
  sessions: Records<ChatSession>;
  arrivals: ProcessDirectory;
  logger: Logger;
}

/** The orders that the store remembers. */
export function openOrders({ store, logger, ...others }: OpenOrdersParts): Orders {
  const kept = { store, logger, ttlMs: keptMs };
  return new Orders({
    ...others,
    logger,
    orders: new Records({ ...kept, prefix: 'order:', schema: orderSchema }),
    unfinished: new Records({ ...kept, prefix: 'unfinished-order:', schema: Joi.boolean().required() }),
    jobs: new Records({ ...kept, prefix: 'job-order:', schema: Joi.string().required() }),
  });
}
