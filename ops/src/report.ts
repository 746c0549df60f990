/** What a command has found or done. */
export interface Report {
  /** The stable shape that `--json` prints. */
  json: Record<string, unknown>;
  /** The same for a reader. */
  text: string;
  /** Whether what was found calls for somebody: the command exits with 1. */
  alarming?: boolean;
}

export const exitCodes = { fine: 0, alarming: 1, usage: 2, failed: 3 } as const;

/** What was asked for cannot be done as asked; the message says what to do about it. */
export class OpsError extends Error {}

/** The arguments make no sense. */
export class UsageError extends Error {}

type Cell = string | number | null | undefined;

/** Rows of equal objects as columns, headed by their keys; numbers to the right. */
export function table(rows: readonly Record<string, Cell>[]): string {
  const [first] = rows;
  if (!first) return '';
  const columns = Object.keys(first).map((name) => {
    const cells = rows.map((row) => (row[name] === null || row[name] === undefined ? '-' : oneLine(String(row[name]))));
    const width = Math.max(name.length, ...cells.map((cell) => cell.length));
    const right = rows.every((row) => typeof row[name] !== 'string');
    return [name, ...cells].map((cell) => (right ? cell.padStart(width) : cell.padEnd(width)));
  });
  return Array.from({ length: rows.length + 1 }, (_, line) =>
    columns
      .map((column) => column[line])
      .join('  ')
      .trimEnd(),
  ).join('\n');
}

/** What came from outside moves no cursor of the operator's terminal. */
function oneLine(text: string): string {
  return text.replace(/\p{C}+/gu, ' ');
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
