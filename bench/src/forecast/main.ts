import { fileURLToPath } from 'node:url';
import { type Forecast, forecastSeries } from '@coincast/inference-worker/forecast/forecast-series';
import { unitOf } from '@coincast/inference-worker/forecast/unit';
import { modelNamed, models } from '@coincast/inference-worker/models/index';
import type { Series } from '@coincast/inference-worker/models/model';
import { naive2 as forecastNaive2 } from '@coincast/inference-worker/models/naive2';
import { confirmedPeriods } from '@coincast/inference-worker/seasonality/confirmed-periods';
import { type Figure, report } from '../report.js';
import { type AccuracyRow, accuracyTable } from './accuracy-table.js';
import { type Entry, type Score, scoreOf } from './competition.js';
import { type CompetitionSeries, readM1 } from './m1.js';
import { hasR, type Reference, runR } from './r-reference.js';
import { longRun, seriesPerSecond } from './speed.js';

const resultsDir = fileURLToPath(new URL('../../../results', import.meta.url));
const groups = ['YEARLY', 'QUARTERLY', 'MONTHLY'] as const;

/** `node main.js`: the catalogue on the M1 competition, beside R's forecast package where it is installed. */
async function main(): Promise<void> {
  const series = readM1();
  const naive2 = series.map(naive2Of);
  const withR = hasR();
  if (!withR) console.log("R with its package forecast is not installed: R's rows and columns are left out.");
  const theta = withR ? await timed('R thetaf', () => runR('theta')) : null;
  const ets = withR ? await timed('R ets', () => runR('ets')) : null;

  const rows: AccuracyRow[] = [{ name: 'Naive2', ...scores(series, naive2, naive2), rates: null }];
  if (theta) rows.push(referenceRow('R thetaf', series, theta, naive2));
  if (ets) rows.push(referenceRow('R ets', series, ets, naive2));
  for (const model of models) {
    rows.push(
      await timed(model.name, async () => {
        const entries = series.map((one) => forecastOf(model.name, one));
        return { name: model.name, ...scores(series, entries, naive2), rates: ratesOf(model.name, series) };
      }),
    );
  }
  const long = await timed('100,000 points', () => longRun(100_000, 100));
  const agreement = theta && agreementWith(series, theta);
  await report(
    figuresOf(new Map(rows.map((row) => [row.name, row])), long, agreement),
    resultsDir,
    accuracyTable(rows),
  );
}

async function timed<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  console.log(`${name} ...`);
  return work();
}

function forecastOf(name: string, { train, m, h }: CompetitionSeries): Forecast {
  return forecastSeries(modelNamed(name), { times: null, values: Float64Array.from(train), horizon: h, periods: [m] });
}

function naive2Of({ train, m, h }: CompetitionSeries): Entry {
  return { values: forecastNaive2(Float64Array.from(train), m, h), intervals: null };
}

function scores(series: CompetitionSeries[], entries: Entry[], naive2: Entry[]): Pick<AccuracyRow, 'all' | 'byPeriod'> {
  const among = (period: string) => {
    const indices = series.flatMap((one, index) => (one.period === period ? [index] : []));
    const pick = <Of>(of: readonly Of[]) => indices.flatMap((index) => of.slice(index, index + 1));
    return scoreOf(pick(series), pick(entries), pick(naive2));
  };
  const byPeriod: Record<string, Score> = {};
  for (const period of groups) byPeriod[period] = among(period);
  return { all: scoreOf(series, entries, naive2), byPeriod };
}

function referenceRow(name: string, series: CompetitionSeries[], reference: Reference, naive2: Entry[]): AccuracyRow {
  const rate = reference.seriesPerSecond;
  return { name, ...scores(series, reference.entries, naive2), rates: { model: rate, whole: rate } };
}

/** Of the model alone, as the references are measured, and of everything that a buyer gets: with intervals and backtest. */
function ratesOf(name: string, series: CompetitionSeries[]): AccuracyRow['rates'] {
  const model = modelNamed(name);
  const tasks = series.map(({ train, m, h }): { fitted: Series; h: number } => {
    const unit = unitOf(Float64Array.from(train));
    const values = Float64Array.from(train, (value) => value / unit);
    return { fitted: { values, period: m, periods: confirmedPeriods(values, [m]) }, h };
  });
  return {
    model: seriesPerSecond(tasks, ({ fitted, h }) => {
      model.fit(fitted).forecast(h);
    }),
    whole: seriesPerSecond(series, (one) => {
      forecastOf(name, one);
    }),
  };
}

/** The share of the series whose `Theta` is within 1e-3 of the level of R's at every step. */
function agreementWith(series: CompetitionSeries[], { entries }: Reference): number {
  const close = series.filter((one, index) => {
    const level = one.train.reduce((sum, value) => sum + Math.abs(value), 0) / one.train.length;
    const reference = entries[index]?.values;
    return forecastOf('Theta', one).values.every((value, k) => Math.abs(value - (reference?.[k] ?? 0)) <= 1e-3 * level);
  });
  return close.length / series.length;
}

function figuresOf(
  rows: Map<string, AccuracyRow>,
  long: { seconds: number; peakBytes: number },
  agreement: number | null,
): Figure[] {
  const row = (name: string): AccuracyRow => {
    const found = rows.get(name);
    if (!found) throw new Error(`${name} was not measured`);
    return found;
  };
  const [auto, ets] = [row('Auto'), row('ETS')];
  const rEts = rows.get('R ets');
  const figure = (name: string, value: number, unit: string, target: string, reached: boolean): Figure => ({
    system: 'models',
    name,
    value,
    unit,
    target,
    reached,
  });
  const against = (one: Figure, name: string, value: number | undefined): Figure =>
    value === undefined ? one : { ...one, yardstick: { name, value, ratio: one.value / value } };
  const within = (value: number, low: number, high: number) => value >= low && value <= high;
  const megabytes = long.peakBytes / 1e6;
  const figures = [
    against(figure('ETS, OWA', ets.all.owa, '', '<= 0.872', ets.all.owa <= 0.872), 'R ets', rEts?.all.owa),
    against(figure('Auto, OWA', auto.all.owa, '', '<= 0.845', auto.all.owa <= 0.845), 'R ets', rEts?.all.owa),
    against(
      figure('Auto, coverage of 80%', auto.all.coverage80, '', '0.78..0.83', within(auto.all.coverage80, 0.78, 0.83)),
      'R ets',
      rEts?.all.coverage80,
    ),
    against(
      figure('Auto, coverage of 95%', auto.all.coverage95, '', '0.93..0.97', within(auto.all.coverage95, 0.93, 0.97)),
      'R ets',
      rEts?.all.coverage95,
    ),
    against(
      figure(
        'Auto, MSIS',
        auto.all.msis,
        '',
        "<= R ets'",
        auto.all.msis <= (rEts?.all.msis ?? Number.POSITIVE_INFINITY),
      ),
      'R ets',
      rEts?.all.msis,
    ),
    ...(['Theta', 'ETS', 'Auto'] as const).map((name) => {
      const rate = row(name).rates?.model ?? 0;
      const least = { Theta: 50_000, ETS: 500, Auto: 200 }[name];
      const reference = { Theta: rows.get('R thetaf'), ETS: rEts, Auto: undefined }[name];
      const one = figure(`${name}, series/s on one core`, rate, '/s', `>= ${least}/s`, rate >= least);
      return against(one, reference?.name ?? '', reference?.rates?.model);
    }),
    figure('Auto, 100,000 points, horizon 100', long.seconds, 's', '<= 2 s', long.seconds <= 2),
    figure('the same, peak memory', megabytes, 'MB', '<= 300 MB', megabytes <= 300),
  ];
  if (agreement === null) return figures;
  return [
    figure('Theta within 1e-3 of R thetaf', agreement, '', '>= 0.99 of the series', agreement >= 0.99),
    ...figures,
  ];
}

await main();
