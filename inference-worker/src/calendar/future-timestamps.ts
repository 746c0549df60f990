const dayMs = 24 * 60 * 60 * 1000;

/** The last moment that dates can name (ECMA-262, 21.4.1.1): in the year 275760. */
const calendarEndMs = 8.64e15;

/** The forecast would reach past the last date there is. */
export class CalendarEndError extends Error {}

/**
 * Continues the calendar of a series by its median step, the usual distance between neighbours. Times that repeat
 * don't count; a series without a step continues by days.
 * @param times epoch milliseconds, ascending, at least one.
 * @returns `horizon` whole epoch milliseconds, strictly ascending.
 * @throws CalendarEndError
 */
export function futureTimestamps(times: Float64Array, horizon: number): Float64Array {
  const lastMs = times[times.length - 1] ?? 0;
  const stepMs = Math.max(1, medianStepMs(times));
  if (lastMs + stepMs * horizon > calendarEndMs) throw new CalendarEndError();
  const future = new Float64Array(horizon);
  for (let i = 0; i < horizon; i++) future[i] = Math.round(lastMs + stepMs * (i + 1));
  return future;
}

function medianStepMs(times: Float64Array): number {
  const steps = new Float64Array(times.length - 1);
  let count = 0;
  for (let i = 1; i < times.length; i++) {
    const step = (times[i] ?? 0) - (times[i - 1] ?? 0);
    if (step > 0) steps[count++] = step;
  }
  if (count === 0) return dayMs;
  const sorted = steps.subarray(0, count).sort();
  const upper = sorted[count >> 1] ?? dayMs;
  return count % 2 === 1 ? upper : (upper + (sorted[(count >> 1) - 1] ?? upper)) / 2;
}
