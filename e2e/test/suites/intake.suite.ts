import { readFileSync } from 'node:fs';
import { Buyer } from '@coincast/e2e/buyer';
import { expect } from 'chai';

/** Files of the corpus of prediction-service that all hold the same five days. */
const corpus = new URL('../../../../prediction-service/test/datasets/', import.meta.url);
const files = {
  csv: 'csv/pandas-row-numbers.csv',
  tsv: 'csv/pandas-tab.tsv',
  json: 'json/pandas-split.json',
  ndjson: 'json/pandas-lines.ndjson',
  xlsx: 'xlsx/pandas.xlsx',
  parquet: 'parquet/duckdb-zstd.parquet',
};
const days = ['2024-01-29', '2024-01-30', '2024-01-31', '2024-02-01', '2024-02-02'];
const prices = [101.5, 102.25, 99.75, 100, 103.125];
const horizon = 7;

/** What the 202 tells about the data beside the rows. */
interface Verdict {
  format: string;
  encoding: string | null;
  columns: { time: string | null; price: string | null };
  warnings: { code: string; message: string; example?: string }[];
  invalid_rows: [number, Record<string, unknown>][];
}

/** A file in any format becomes the same forecast, which comes back as a file of any format. */
export function intakeSuite(url: () => string): void {
  describe('files in and out', () => {
    let buyer: Buyer;
    before(async () => {
      buyer = await Buyer.register(url(), 1_000);
    });

    const exported = async (id: number, format: string): Promise<Blob> => {
      const response = await fetch(`${url()}/api/predict/${id}/export?format=${format}`, {
        headers: { authorization: `Bearer ${buyer.token}` },
      });
      expect(response.status, format).to.equal(200);
      return response.blob();
    };

    for (const [format, file] of Object.entries(files)) {
      it(`forecasts ${format}, and exports it in every format`, async () => {
        const content = new Blob([readFileSync(new URL(file, corpus))]);
        const { status, body } = await buyer.upload(content, 'цены.bin', { horizon: String(horizon) });
        expect(status, JSON.stringify(body)).to.equal(202);
        expect(body.rows).to.deep.equal({ valid: 5, invalid: 0, duplicates: 0 });
        const verdict = body as typeof body & Verdict;
        expect([verdict.format, verdict.columns]).to.deep.equal([format, { time: 'timestamp', price: 'price' }]);
        const job = await buyer.finished(body.id);
        expect([job.status, job.cost, job.predictions.length]).to.deep.equal(['OK', 5, horizon]);
        const input = days.map((day, i) => ({ timestamp: `${day}T00:00:00.000Z`, price: prices[i] }));
        expect(job.valid_input).to.deep.equal(input);

        const lines = (await (await exported(job.id, 'csv')).text()).trimEnd().split('\n').slice(1);
        const numbers = lines.map((line) => line.split(',').slice(0, 2));
        expect(numbers).to.deep.equal(job.timestamps.map((time, i) => [time, String(job.predictions[i])]));
        for (const exportFormat of ['csv', 'json', 'xlsx', 'parquet']) {
          // Sent in again, every point is a row; it has a time and, by the names that count, no price.
          const again = await buyer.upload(await exported(job.id, exportFormat), 'forecast.bin');
          const { format: found, rows, invalid_rows } = again.body as typeof again.body & Verdict;
          expect([again.status, found, rows]).to.deep.equal([
            202,
            exportFormat,
            { valid: 0, invalid: horizon, duplicates: 0 },
          ]);
          expect(new Set(invalid_rows.map(([, row]) => row['_error']))).to.deep.equal(new Set(['missing_price']));
        }
      });
    }
  });
}
