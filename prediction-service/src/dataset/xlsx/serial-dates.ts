const msPerDay = 86_400_000;
/** Day 0 of the calendar of most workbooks, for every date after February 1900. */
const epoch1900Ms = Date.UTC(1899, 11, 30);
/** Day 0 of the calendar of old Macs, in days of the other one. */
export const days1904 = 1462;
/** Spreadsheets know no day after 9999-12-31. */
const daysEnd = 2_958_466;
/** Some programs add up steps of a minute, and drift by this much in a while. */
const driftMs = 2;

/**
 * The time that a spreadsheet's day number stands for, in UTC. It is a whole second when it is within 2 ms of one, unless
 * its format shows fractions; a real fraction stays, to the millisecond.
 * @param serial days, and the time as their fraction; at least 1.
 * @returns undefined for 1900-02-29, which only spreadsheets know, and for days after 9999-12-31, which they do not know.
 */
export function dateOfSerial(serial: number, date1904: boolean, fractions: boolean): Date | undefined {
  if (!date1904 && serial >= 60 && serial < 61) return undefined;
  const days = date1904 ? serial + days1904 : serial < 60 ? serial + 1 : serial;
  if (days >= daysEnd) return undefined;
  const exactMs = epoch1900Ms + days * msPerDay;
  const secondMs = Math.round(exactMs / 1000) * 1000;
  return new Date(!fractions && Math.abs(exactMs - secondMs) <= driftMs ? secondMs : Math.round(exactMs));
}
