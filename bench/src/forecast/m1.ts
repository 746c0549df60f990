import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

export interface CompetitionSeries {
  id: string;
  period: 'YEARLY' | 'QUARTERLY' | 'MONTHLY';
  /** Points in a season. */
  m: number;
  /** Points to forecast. */
  h: number;
  train: number[];
  test: number[];
}

export const m1Path = fileURLToPath(new URL('../../../data/m1.json.gz', import.meta.url));

/** The series of the M1 competition; see bench/data/README.md. */
export function readM1(): CompetitionSeries[] {
  const { series }: { series: CompetitionSeries[] } = JSON.parse(gunzipSync(readFileSync(m1Path)).toString());
  return series;
}
