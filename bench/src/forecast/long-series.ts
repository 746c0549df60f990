// node long-series.js <points> <horizon>: forecasts an hourly series with daily and weekly seasons, and tells its parent what it took.
import { forecastSeries } from '@coincast/inference-worker/forecast/forecast-series';
import { modelNamed } from '@coincast/inference-worker/models/index';

const hourMs = 3_600_000;
const [points = 0, horizon = 0] = process.argv.slice(2).map(Number);
const times = Float64Array.from({ length: points }, (_, i) => i * hourMs);
let noise = 1;
const values = times.map((_, i) => {
  // Park and Miller 1988: the same series each time.
  noise = (noise * 48_271) % 2_147_483_647;
  const day = Math.sin((2 * Math.PI * i) / 24);
  const week = Math.cos((2 * Math.PI * i) / 168);
  return 100 + i / points + 10 * day + 5 * week + (4 * noise) / 2_147_483_647;
});

const started = process.hrtime.bigint();
forecastSeries(modelNamed('Auto'), { times, values, horizon });
const seconds = Number(process.hrtime.bigint() - started) / 1e9;
process.send?.({ seconds, peakBytes: process.resourceUsage().maxRSS * 1024 });
