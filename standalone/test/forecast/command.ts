import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export const bin = fileURLToPath(new URL('../../../bin/coincast-forecast.mjs', import.meta.url));
export const datasets = fileURLToPath(new URL('../../../../prediction-service/test/datasets/', import.meta.url));

export interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command as a person would. */
export async function forecastCommand(args: readonly string[], input: string | Buffer = ''): Promise<Ended> {
  const child = spawn(bin, args, { stdio: 'pipe' });
  // A command that refuses its arguments doesn't read.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const status = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [stdout, stderr] = await Promise.all([buffer(child.stdout), buffer(child.stderr)]);
  return { status: await status, stdout: stdout.toString(), stderr: stderr.toString() };
}

export interface Bounds {
  lower: number[];
  upper: number[];
}

/** What the command answers to a series. */
export interface AnsweredLine {
  id?: string | number | null;
  predictions: number[];
  intervals: Record<80 | 95, Bounds> | null;
  timestamps?: string[];
  metrics: Record<string, unknown> | null;
  warnings: { code: string; message: string }[];
  model: string;
  error?: { code: string; message: string; line: number };
}

export const answersOf = ({ stdout }: Ended): AnsweredLine[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

/** Lines of input from series, and from texts that are no series. */
export const linesOf = (...lines: unknown[]) =>
  lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
