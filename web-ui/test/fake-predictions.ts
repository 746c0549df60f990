import type { IncomingHttpHeaders } from 'node:http';
import type { InvalidRow } from '@coincast/shared/gateway-client';

export interface FormSeen {
  fields: Record<string, string>;
  file: { name: string; text: string } | undefined;
}

interface Answer {
  status: number;
  body: unknown;
}

/** What the prediction service would answer, for a table of two columns. */
export class FakePredictions {
  /** By idempotency key. */
  readonly jobs = new Map<string, { id: number; form: FormSeen }>();
  readonly forms: { call: string; form: FormSeen }[] = [];
  warnings: { code: string; message: string; example?: string }[] = [];
  /** Of jobs that can be run again, by id. */
  readonly series = new Map<number, string>();
  title: string | null = 'load.csv';

  answer(call: string, headers: IncomingHttpHeaders, form: FormSeen): Answer | undefined {
    if (call === 'POST /api/predict/quote') {
      this.forms.push({ call, form });
      return { status: 200, body: this.quote(form) };
    }
    if (call === 'POST /api/predict/') {
      this.forms.push({ call, form });
      const key = String(headers['idempotency-key']);
      const job = this.jobs.get(key) ?? { id: this.jobs.size + 41, form };
      this.jobs.set(key, job);
      return { status: 202, body: { id: job.id } };
    }
    const [, id] = /^GET \/api\/predict\/(\d+)\/summary$/.exec(call) ?? [];
    if (id !== undefined && this.series.has(Number(id))) return { status: 200, body: this.summary(Number(id)) };
    return undefined;
  }

  private quote({ file }: FormSeen) {
    const [header = '', ...lines] = (file?.text ?? '').trim().split('\n');
    const [time = '', price = ''] = header.split(',');
    const timestamps: string[] = [];
    const prices: number[] = [];
    const invalid_rows: InvalidRow[] = [];
    lines.forEach((line, index) => {
      const [ts = '', y = ''] = line.split(',');
      const value = Number(y);
      if (y !== '' && Number.isFinite(value)) {
        timestamps.push(new Date(`${ts}Z`).toISOString());
        prices.push(value);
      } else invalid_rows.push([index, { _error: 'bad_price', [time]: ts, [price]: y }]);
    });
    const error = prices.length === 0 ? 'no_valid_rows: none of them' : null;
    return {
      cost: 2 * prices.length,
      price_per_row: 2,
      error,
      rows: { valid: prices.length, invalid: invalid_rows.length, duplicates: 0 },
      format: 'csv',
      encoding: 'utf-8',
      columns: { time, price },
      warnings: this.warnings,
      invalid_rows,
      series: { timestamps, prices, thinned: false },
    };
  }

  private summary(id: number) {
    return {
      ...this.quote({ fields: {}, file: { name: '', text: this.series.get(id) ?? '' } }),
      id,
      model_name: 'Demo',
      status: 'OK',
      stage: 'done',
      cost: 4,
      quoted_cost: 4,
      created_at: '2026-01-01T00:00:00.000Z',
      finished_at: null,
      title: this.title,
      horizon: 2,
      metrics: null,
      series: { timestamps: [], prices: [], thinned: false, total: 0 },
      forecast: null,
    };
  }
}
