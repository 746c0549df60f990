const msPerDay = 86_400_000;

/** Times outside the years 1000..9999 are typing errors or placeholders, and would not print as plain ISO 8601. */
const earliestMs = Date.UTC(1000, 0, 1);
const latestMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Day 0 of a spreadsheet's calendar is 1899-12-30 for every date after February 1900. */
const spreadsheetEpochMs = Date.UTC(1899, 11, 30);
/** 1954..2119: wide enough for any real series, and never mistaken for a row number or a year. */
const spreadsheetDays = { from: 20_000, to: 80_000 };
/** 1973..5138 in seconds; larger numbers are milliseconds. */
const epochSeconds = { from: 1e8, to: 1e11 };

const clock = '(?:[T ](\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)? ?(Z|UTC|[+-]\\d{2}(?::?\\d{2})?)?)?';
/** Ways of writing a day and perhaps a time of day; groups by position, because named ones cost half of the parsing. */
const yearFirst = [
  new RegExp(`^(\\d{4})-(\\d{2})(?:-(\\d{2})${clock})?$`, 'i'),
  new RegExp(`^(\\d{4})[/.](\\d{1,2})[/.](\\d{1,2})${clock}$`, 'i'),
  /^((?:19|20)\d{2})(\d{2})(\d{2})$/,
];
const dayFirst = new RegExp(`^(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})${clock}$`, 'i');
const numeric = /^\d+(?:[.,]\d+)?$/;

/**
 * A time as people write it, in epoch milliseconds; `undefined` when it is none. Text without a zone is UTC, wherever the
 * server stands. A bare number is a spreadsheet's date, epoch seconds or epoch milliseconds by its size.
 * @param value a JSON value or the text of a table's cell.
 */
export function parseTime(value: unknown): number | undefined {
  if (typeof value === 'number') return timeOfNumber(value);
  if (typeof value !== 'string' || value.length > 64) return undefined;
  const text = value.trim();
  for (const form of yearFirst) {
    const found = form.exec(text);
    if (found) return timeOf(Number(found[1]), Number(found[2]), Number(found[3] ?? 1), found);
  }
  const found = dayFirst.exec(text);
  if (found) return timeOf(Number(found[3]), Number(found[2]), Number(found[1]), found);
  return numeric.test(text) ? timeOfNumber(Number(text.replace(',', '.'))) : undefined;
}

function timeOfNumber(number: number): number | undefined {
  if (number >= spreadsheetDays.from && number < spreadsheetDays.to) {
    return Math.round(spreadsheetEpochMs + number * msPerDay);
  }
  if (Number.isInteger(number) && number >= 19000101 && number <= 20991231) return parseTime(String(number));
  if (number >= epochSeconds.from && number < epochSeconds.to) return Math.round(number * 1000);
  if (number >= epochSeconds.to && number <= latestMs) return Math.round(number);
  return undefined;
}

/** @param found has the clock's groups from the fourth on: hour, minute, second, fraction, zone. */
function timeOf(year: number, month: number, day: number, found: RegExpExecArray): number | undefined {
  const [hour, minute, second] = [Number(found[4] ?? 0), Number(found[5] ?? 0), Number(found[6] ?? 0)];
  if (year < 1000 || hour > 23 || minute > 59 || second > 59) return undefined;
  const milliseconds = found[7] ? Number(`${found[7]}000`.slice(0, 3)) : 0;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second, milliseconds));
  // Date.UTC rolls 30 February over into March; what does not come back as it went in was no date.
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  const offsetMs = offsetOf(found[8]);
  if (offsetMs === undefined) return undefined;
  const time = date.getTime() - offsetMs;
  return time >= earliestMs && time <= latestMs ? time : undefined;
}

function offsetOf(zone: string | undefined): number | undefined {
  if (!zone || zone.length === 1) return 0;
  const signed = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (!signed) return 0;
  const [hours, minutes] = [Number(signed[2]), Number(signed[3] ?? 0)];
  if (hours > 14 || minutes > 59) return undefined;
  return (signed[1] === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
