import Joi from 'joi';
import { Records } from '../store/records.js';
import type { Store } from '../store/store.js';
import { orderSchema } from './order.js';
import { type OrderParts, Orders } from './orders.js';

/** Buttons are pressed a week later, too. */
const keptMs = 8 * 24 * 3_600_000;

type OpenOrdersParts = Omit<OrderParts, 'orders' | 'unfinished' | 'jobs'> & { store: Store };

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
