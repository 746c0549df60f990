/** Epoch milliseconds of ISO dates (`2024-01-31`) or times (`2024-01-31T21:00`) in UTC. */
export function timesOf(...stamps: string[]): Float64Array {
  return Float64Array.from(stamps, (stamp) => Date.parse(stamp.includes('T') ? `${stamp}Z` : stamp));
}

/** ISO dates, with the time of day where that is not midnight. */
export function stampsOf(times: Iterable<number>): string[] {
  return Array.from(times, (time) => new Date(time).toISOString().replace(/(T00:00)?(:00)?\.000Z$/, ''));
}

/** Equally spaced times. */
export function everyMs(stepMs: number, count: number, startMs = Date.UTC(2024, 0, 1)): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => startMs + i * stepMs);
}

/** Midnights at a place with daylight saving in hours of UTC, as local times are written by its computers. */
export function localMidnights(timeZone: string, first: string, count: number): Float64Array {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', hourCycle: 'h23' });
  return Float64Array.from({ length: count }, (_, i) => {
    const noonMs = Date.parse(`${first}T12:00Z`) + i * 86_400_000;
    return noonMs - Number(format.format(noonMs)) * 3_600_000;
  });
}
