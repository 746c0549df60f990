import type { ForecastChartData, ForecastView } from './forecast-view.js';
import { bandPath, linePath, marksPath, type Place } from './paths.js';
import { coordinate, VIEW_HEIGHT, VIEW_WIDTH } from './scale.js';
import { isGap } from './series-step.js';
import { path } from './svg-frame.js';
import { pieces, thinBand } from './thin-band.js';
import { type DrawnPoint, thinLine } from './thin-line.js';
import type { Forecast, Interval } from './types.js';

/** The paths of a chart, and the points that were drawn of its two lines. */
export interface ForecastLines {
  /** Under the grid. */
  bands: string;
  /** Over the grid, from the back to the front. */
  lines: string;
  history: DrawnPoint[];
  median: DrawnPoint[];
}

// The fan that waits for a forecast keeps clear of the labels above and the axis below.
const FAN_TOP = 20;
const FAN_BOTTOM = 374;

export function forecastLines(data: ForecastChartData, view: ForecastView): ForecastLines {
  const { scale, step, from } = view;
  const history = thinLine(data.history, { scale, step, from });
  const forecast = data.future.kind === 'ready' ? data.future.forecast : null;
  const join = forecast ? joinOf(data, view, forecast) : null;
  const median = forecast ? thinLine(forecast, { scale, step }) : [];

  const wide = forecast ? band(forecast, forecast.intervals[95], view, join) : NO_BAND;
  const narrow = forecast ? band(forecast, forecast.intervals[80], view, join) : NO_BAND;
  const now =
    view.nowMs === null || data.future.kind === 'none' ? '' : `M${coordinate(scale.x(view.nowMs))} 0V${VIEW_HEIGHT}`;
  return {
    history,
    median,
    bands: [
      data.future.kind === 'waiting' ? fan(history.at(-1)) : '',
      path('c-band95', wide.area),
      path('c-band80', narrow.area),
    ].join(''),
    lines: [
      path('c-edge', wide.edges + narrow.edges),
      path('c-now', now),
      path('c-history', linePath(history)),
      path('c-median', linePath(median, join)),
      path('c-fault', marksPath(faultPlaces(data.faultTimes, view))),
    ].join(''),
  };
}

/** The last observation, where the forecast comes from; null when a gap lies between them. */
function joinOf({ history }: ForecastChartData, view: ForecastView, forecast: Forecast): Place | null {
  const last = history.times.length - 1;
  const [time, value] = [Number(history.times[last]), Number(history.values[last])];
  const [next, nextValue] = [Number(forecast.times[0]), Number(forecast.values[0])];
  if (!Number.isFinite(value) || !Number.isFinite(nextValue) || isGap(view.step, time, next)) return null;
  return { x: view.scale.x(time), y: view.scale.y(value) };
}

const NO_BAND = { area: '', edges: '' };

function band(forecast: Forecast, interval: Interval | null, view: ForecastView, join: Place | null) {
  if (interval === null) return NO_BAND;
  const drawn = thinBand(forecast.times, interval, view.scale, view.step);
  const startsAtOnce = drawn.upper[0]?.index === 0;
  const start = startsAtOnce ? join : null;
  const lowers = pieces(drawn.lower);
  const areas = pieces(drawn.upper).map((upper, i) => {
    const begin = i === 0 && start !== null ? [start] : [];
    return bandPath([...begin, ...upper], lowers[i] ?? []);
  });
  return { area: areas.join(''), edges: linePath(drawn.lower, start) + linePath(drawn.upper, start) };
}

function fan(from: DrawnPoint | undefined): string {
  if (from === undefined) return '';
  const apex = `M${coordinate(from.x)} ${coordinate(from.y)}`;
  const area = path('ghost', `${apex}L${VIEW_WIDTH} ${FAN_TOP}V${FAN_BOTTOM}Z`);
  return `${area}${path('ghost-line', `${apex}H${VIEW_WIDTH}`)}`;
}

/** One stroke a column is all that can be seen. */
function faultPlaces(times: readonly number[], { scale }: ForecastView): number[] {
  const columns = new Set<number>();
  for (const time of times) {
    if (time >= scale.t0 && time <= scale.t1) columns.add(Math.round(scale.x(time)));
  }
  return [...columns].sort((a, b) => a - b);
}
