/** A series as files have it: hourly load with a day's rhythm, and every `unreadableEvery`th value no number. */
export function hourlyCsv(rows: number, { unreadableEvery = 0 } = {}): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const time = new Date(Date.UTC(2026, 0, 1, i)).toISOString();
    const value = 12_000 + 2_500 * Math.sin((i / 24) * 2 * Math.PI) + ((i * 7_919) % 401);
    const isUnreadable = unreadableEvery > 0 && i % unreadableEvery === unreadableEvery - 1;
    return `${time},${isUnreadable ? '12 5OO,0' : value.toFixed(1)}`;
  });
  return `timestamp,value\n${lines.join('\n')}\n`;
}

/** Dates that nobody can order, each twice, and a word for a number: some rows fail, the rest is warned of. */
export const doubtfulCsv = `date,value\n${Array.from({ length: 24 }, (_, i) => {
  const day = String((i % 12) + 1).padStart(2, '0');
  return `${day}.03.2026,${i % 9 === 4 ? 'n/a?' : 100 + i * i}`;
}).join('\n')}\n`;

/** Not one row that can be read. */
export const unreadableCsv = 'timestamp,value\n31.02.2026,12\nyesterday,13\n2026-01-01,twelve\n';

/** An observation as the API takes it. */
export interface Point {
  timestamp: string;
  price: number;
}

/** So many hours from the beginning of 2026, each with its value. */
export function hourlyPoints(hours: number, value: (hour: number) => number): Point[] {
  return Array.from({ length: hours }, (_, hour) => ({
    timestamp: new Date(Date.UTC(2026, 0, 1, hour)).toISOString(),
    price: value(hour),
  }));
}
