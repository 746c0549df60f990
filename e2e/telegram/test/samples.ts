import { randomBytes } from 'node:crypto';

/** So many days from the beginning of 2026 as CSV, and what stands below them. */
export function dailyCsv(days: number, rest = ''): string {
  const rows = Array.from({ length: days }, (_, day) => {
    const date = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
    return `${date},${100 + day + (day % 7)}\n`;
  });
  return `date,price\n${rows.join('')}${rest}`;
}

export const newEmail = () => `chat-${randomBytes(8).toString('hex')}@example.com`;
