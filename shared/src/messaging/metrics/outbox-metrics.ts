import type { Db } from '../../database/index.js';
import { cachedReading, type Registry, sampledGauge } from '../../observability/index.js';

interface OutboxState {
  events: number;
  oldest_seconds: number;
}

/** Counting stops here, so that a long outage of the broker does not make the count dear. */
const countLimit = 100_000;

const look = `
  SELECT (SELECT count(*) FROM (SELECT 1 FROM outbox LIMIT ?) AS waiting)::int AS events,
    coalesce((SELECT extract(epoch FROM now() - created_at) FROM outbox ORDER BY id LIMIT 1), 0)::float8 AS oldest_seconds`;

/** Tells how many events wait in the outbox of this database role, and for how long. */
export function registerOutboxMetrics(registry: Registry, db: Db): void {
  const state = cachedReading(async (): Promise<OutboxState | undefined> => {
    const { rows } = await db.raw<{ rows: OutboxState[] }>(look, [countLimit]);
    return rows[0];
  });
  const sample = (field: keyof OutboxState) => async () => {
    const found = await state();
    return found && [{ value: found[field] }];
  };
  sampledGauge(registry, {
    name: 'coincast_outbox_events',
    help: `Events that wait to be sent, counted up to ${countLimit}; absent while the database does not answer.`,
    sample: sample('events'),
  });
  sampledGauge(registry, {
    name: 'coincast_outbox_oldest_seconds',
    help: 'Age of the oldest event that waits to be sent; 0 when there is none.',
    sample: sample('oldest_seconds'),
  });
}
