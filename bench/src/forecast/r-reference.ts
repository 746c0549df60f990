import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Entry } from './competition.js';
import { m1Path } from './m1.js';

const script = fileURLToPath(new URL('../../../r/forecast-reference.R', import.meta.url));

export interface Reference {
  entries: Entry[];
  /** On one core, without the start of R. */
  seriesPerSecond: number;
}

interface Line {
  seconds: number;
  predictions: number[];
  lower80: number[];
  upper80: number[];
  lower95: number[];
  upper95: number[];
}

/** Whether R and its package forecast can be run here. */
export function hasR(): boolean {
  return spawnSync('Rscript', ['-e', 'library(forecast); library(jsonlite)'], { stdio: 'ignore' }).status === 0;
}

/** What R's `thetaf` or `ets` forecasts for the series of M1. */
export async function runR(method: 'theta' | 'ets'): Promise<Reference> {
  const child = spawn('Rscript', [script, method, m1Path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (status !== 0) throw new Error(`Rscript ended with ${status}`);
  const lines = output
    .trim()
    .split('\n')
    .map((line): Line => JSON.parse(line));
  const seconds = lines.reduce((sum, line) => sum + line.seconds, 0);
  return { entries: lines.map(entryOf), seriesPerSecond: lines.length / seconds };
}

function entryOf(line: Line): Entry {
  const interval = (lower: number[], upper: number[]) => ({
    lower: Float64Array.from(lower),
    upper: Float64Array.from(upper),
  });
  return {
    values: Float64Array.from(line.predictions),
    intervals: { 80: interval(line.lower80, line.upper80), 95: interval(line.lower95, line.upper95) },
  };
}
