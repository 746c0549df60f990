import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/main.js', import.meta.url));

export interface OpsRun {
  code: number;
  out: string;
  err: string;
  /** Standard output, parsed. */
  readonly json: ReturnType<typeof JSON.parse>;
}

/** Runs the tool as an operator does, with these variables and no others. */
export async function runOps(args: readonly string[], env: Record<string, string> = {}, stdin = ''): Promise<OpsRun> {
  const child = spawn(process.execPath, [main, ...args], { env: { PATH: process.env['PATH'] ?? '', ...env } });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.end(stdin);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? -1));
  });
  const text = Buffer.concat(out).toString();
  return {
    code,
    out: text,
    err: Buffer.concat(err).toString(),
    get json() {
      return JSON.parse(text);
    },
  };
}
