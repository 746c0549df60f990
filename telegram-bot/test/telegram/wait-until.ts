import type { EventEmitter } from 'node:events';

/** Answers what `probe` finds, now or at a later `change` event; fails with the complaint when time is up. */
export function waitUntil<Value>(
  changes: EventEmitter,
  probe: () => Value | undefined,
  timeoutMs: number,
  complaint: () => string,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      clearTimeout(deadline);
      changes.off('change', look);
    };
    const look = () => {
      try {
        const value = probe();
        if (value === undefined) return;
        finish();
        resolve(value);
      } catch (error) {
        finish();
        reject(error);
      }
    };
    const deadline = setTimeout(() => {
      finish();
      reject(new Error(complaint()));
    }, timeoutMs);
    changes.on('change', look);
    look();
  });
}
