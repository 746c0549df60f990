/** Times outside the years 1000..9999 are typing errors or placeholders, and would not print as plain ISO 8601. */
const earliestMs = Date.UTC(1000, 0, 1);
const latestMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** A time of day as written. */
export interface ClockTime {
  hour: number;
  minute: number;
  second: number;
  /** Digits after the second's point; what is below a millisecond is dropped. */
  fraction: string;
  /** AM or PM, of a clock of twelve hours. */
  half: string | undefined;
  /** `Z`, `UTC`, `+03`, `+0300`, `+03:00`; none is UTC. */
  zone: string | undefined;
}

/**
 * A day of the calendar, and perhaps a time on it, in epoch milliseconds.
 * @param month from 1.
 * @returns NaN when there is no such day or time (30 February), or it is not in the years 1000..9999.
 */
export function timeOf(year: number, month: number, day: number, clock?: ClockTime): number {
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > 31) return Number.NaN;
  // Date.UTC rolls 30 February over into March.
  if (day > 28 && day > daysIn(year, month)) return Number.NaN;
  if (!clock) return Date.UTC(year, month - 1, day);
  const hour = hourOf(clock);
  const offsetMs = offsetOf(clock.zone);
  if (!(hour <= 23 && clock.minute <= 59 && clock.second <= 59)) return Number.NaN;
  const milliseconds = clock.fraction === '' ? 0 : Number(clock.fraction.slice(0, 3).padEnd(3, '0'));
  return inRange(Date.UTC(year, month - 1, day, hour, clock.minute, clock.second, milliseconds) - offsetMs);
}

/** The time as it is, or NaN when its year is not in 1000..9999. */
export function inRange(timeMs: number): number {
  return timeMs >= earliestMs && timeMs <= latestMs ? timeMs : Number.NaN;
}

const daysIn = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

function hourOf({ hour, half }: ClockTime): number {
  if (!half) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
}

/** Milliseconds ahead of UTC; NaN beyond the zones that exist. */
function offsetOf(zone: string | undefined): number {
  const signed = zone && /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (!signed) return 0;
  const [hours, minutes] = [Number(signed[2]), Number(signed[3] ?? 0)];
  if (hours > 14 || minutes > 59) return Number.NaN;
  return (signed[1] === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
