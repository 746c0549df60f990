import { escapeMarkup, scriptJson } from './escape-markup.js';
import type { ForecastChartData, ForecastView } from './forecast-view.js';
import { pointSentence, type SliderTexts } from './readout.js';
import type { DrawnPoint } from './thin-line.js';
import type { ChartFormats, CrosshairData, CrosshairPoint, Interval, PointText } from './types.js';

/** The points that are drawn, and no others: as many as a reader can reach, however long the series. */
export function crosshairData(
  data: ForecastChartData & { formats: ChartFormats },
  view: ForecastView,
  drawn: { history: DrawnPoint[]; median: DrawnPoint[] },
  words: CrosshairData['words'],
): CrosshairData {
  const { scale, precision } = view;
  const round = rounding(precision.decimals);
  const forecast = data.future.kind === 'ready' ? data.future.forecast : null;
  const bound = (interval: Interval | null | undefined, index: number): [number | null, number | null] => [
    round(Number(interval?.lower[index])),
    round(Number(interval?.upper[index])),
  ];
  return {
    lo: scale.lo,
    hi: scale.hi,
    t0: scale.t0,
    t1: scale.t1,
    h: drawn.history.map(({ index }) => [Number(data.history.times[index]), round(Number(data.history.values[index]))]),
    f: drawn.median.map(({ index }): CrosshairPoint => {
      const point = [Number(forecast?.times[index]), round(Number(forecast?.values[index]))];
      if (!forecast?.intervals[80] && !forecast?.intervals[95]) return point;
      return [...point, ...bound(forecast.intervals[80], index), ...bound(forecast.intervals[95], index)];
    }),
    decimals: precision.decimals,
    unit: precision.unit,
    withYear: precision.withYear,
    locale: data.formats.locale,
    calendar: data.formats.words,
    words,
  };
}

/** The slider over the drawing and its data. It stands on the last point; a script moves it. */
export function crosshairMarkup(data: CrosshairData, last: PointText, texts: SliderTexts): string {
  const at = data.h.length + data.f.length - 1;
  const slider = [
    'class="chart__hit needs-script" tabindex="0" role="slider"',
    `aria-label="${escapeMarkup(texts.sliderLabel)}"`,
    `aria-valuemin="0" aria-valuemax="${at}" aria-valuenow="${at}"`,
    `aria-valuetext="${escapeMarkup(pointSentence(last, texts))}"`,
  ].join(' ');
  return `<div ${slider}></div><script type="application/json" class="chart__data">${scriptJson(data)}</script>`;
}

/** What the script moves, hidden until then. */
export const CROSSHAIR_OVERLAY =
  '<g class="chart__cross" visibility="hidden"><line class="c-cross" y1="0" y2="100%"/><circle class="c-dot" r="4.5"/></g>';

/** Short numbers of the precision that is shown; null for what is missing. */
function rounding(decimals: number): (value: number) => number | null {
  return (value) => {
    if (!Number.isFinite(value)) return null;
    if (decimals < 0) return Number(value.toPrecision(15));
    return decimals <= 20 ? Number(value.toFixed(decimals)) + 0 : value;
  };
}
