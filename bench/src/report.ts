import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

/** One figure of the table, beside its yardstick where it has one. */
export interface Figure {
  system: 'services' | 'standalone' | 'models';
  name: string;
  value: number;
  unit: string;
  /** What must be reached, in words: `>= 500/s`. */
  target: string;
  reached: boolean;
  /** The measure from the same run that the figure is held against. */
  yardstick?: { name: string; value: number; ratio: number };
  /** Anything that helps to read it. */
  note?: string;
}

/** Prints the figures as a table, and `details` in Markdown below it; keeps them in `bench/results/<time>.json` and `.md`. */
export async function report(figures: Figure[], resultsDir: string, details?: string): Promise<void> {
  const rows = figures.map((figure) => [
    figure.system,
    figure.name,
    `${round(figure.value)} ${figure.unit}`,
    figure.yardstick
      ? `${figure.yardstick.name} ${round(figure.yardstick.value)}, ratio ${figure.yardstick.ratio.toFixed(2)}`
      : '',
    figure.target,
    figure.reached ? 'reached' : 'MISSED',
  ]);
  for (const { system, name, note } of figures) if (note) console.log(`${system}, ${name}: ${note}`);
  printTable([['system', 'figure', 'measured', 'yardstick', 'target', ''], ...rows]);
  const result = {
    measured_at: new Date().toISOString(),
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memory_gb: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
    figures,
  };
  await mkdir(resultsDir, { recursive: true });
  const path = join(resultsDir, `${result.measured_at.replaceAll(':', '-')}.json`);
  await writeFile(path, `${JSON.stringify(result, null, 2)}\n`);
  if (details) {
    console.log(`\n${details}`);
    await writeFile(path.replace(/json$/, 'md'), `${details}\n`);
  }
  console.log(`\nKept in ${path}`);
}

function printTable(rows: string[][]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
