import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { NamedFile } from '../src/forecast-tasks.js';

// From `dist/test`, where this runs.
const corpus = join(import.meta.dirname, '../../../../prediction-service/test/datasets');

/** Where a file of the corpus is, which holds files as other programs write them. */
export const datasetPath = (file: string) => join(corpus, file);

export async function dataset(file: string): Promise<NamedFile> {
  return { name: basename(file), content: await readFile(datasetPath(file)) };
}

/** So many days whose values have a weekly pattern. */
export function dailyCsv(rows: number): string {
  const line = (i: number) =>
    `${new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)},${100 + i + 10 * (i % 7)}`;
  return `date,price\n${Array.from({ length: rows }, (_, i) => line(i)).join('\n')}\n`;
}
