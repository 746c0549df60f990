export interface CachedReadingOptions {
  /** How long an answer is believed; default 5 s. */
  believedMs?: number;
  /** How long a caller waits; default 2 s. */
  limitMs?: number;
}

/**
 * Makes a reading that costs something harmless to ask for often: answers are believed for a while, callers at the same
 * time share one, and none begins before the last has ended. The answer is undefined when it fails or takes too long.
 */
export function cachedReading<Value>(
  read: () => Promise<Value>,
  { believedMs = 5_000, limitMs = 2_000 }: CachedReadingOptions = {},
): () => Promise<Value | undefined> {
  let latest: Promise<Value | undefined> = Promise.resolve(undefined);
  let underWay = false;
  let validUntilMs = Number.NEGATIVE_INFINITY;
  return () => {
    if (!underWay && performance.now() >= validUntilMs) {
      underWay = true;
      validUntilMs = performance.now() + believedMs;
      const reading = read()
        .catch(() => undefined)
        .finally(() => {
          underWay = false;
        });
      latest = inTime(reading, limitMs);
    }
    return latest;
  };
}

/** The value, or undefined when it takes longer. */
async function inTime<Value>(reading: Promise<Value>, limitMs: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, limitMs, undefined);
  });
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
  }
}
