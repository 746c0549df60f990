/** Points of one series, oldest first. Times are milliseconds since 1970 (UTC); a value that is not finite is missing. */
export interface TimeSeries {
  times: ArrayLike<number>;
  values: ArrayLike<number>;
}

/** Bounds of a prediction interval, one pair a point of the forecast. */
export interface Interval {
  lower: ArrayLike<number>;
  upper: ArrayLike<number>;
}

export interface Forecast extends TimeSeries {
  /** Models without intervals have none. */
  intervals: { 80: Interval | null; 95: Interval | null };
}

/** What lies right of the last observation. */
export type Future =
  | { kind: 'none' }
  /** `horizon`: how many points are being calculated; `intervals`: whether the model gives any. */
  | { kind: 'waiting'; horizon: number; intervals: boolean }
  | { kind: 'ready'; forecast: Forecast };

/** How much of the history is drawn: its last points. */
export interface HistoryWindow {
  points: number;
}

/** How exactly a time is written: `month` for 'Nov 2026', `minute` for '24 Nov, 09:12'. */
export type TimeUnit = 'millisecond' | 'second' | 'minute' | 'hour' | 'day' | 'month' | 'month-of-year' | 'year';

/** What a language's data in Node does not give as the cabinet writes it: 'Sep' and 'ноя', not 'Sept' and 'нояб.'. */
export interface CalendarWords {
  /** Twelve short names, from January. */
  months: readonly string[];
  /** Seven short names, from Sunday. */
  weekdays: readonly string[];
}

/** The reader's way to write numbers and times. All times are UTC. */
export interface ChartFormats {
  /** What these formats are made of, for a browser to make the same. */
  locale: string;
  words: CalendarWords;
  /** `decimals` digits after the point; below zero, digits before it do not matter either (1e300). */
  number(value: number, decimals: number): string;
  /** A label below the axis, as short as can be: '24 Nov', '18:00', 'Jan 2026' (`month-of-year`), 'Feb' (`month`). */
  timeTick(timeMs: number, unit: TimeUnit): string;
  /** A time in a sentence or table: 'Mon, 30 Nov, 18:00'; `withYear` when the series crosses years. */
  moment(timeMs: number, unit: TimeUnit, withYear: boolean): string;
}

/** A point as the reader sees it. */
export interface PointText {
  time: string;
  value: string;
  /** '13,929–15,048', or null without such an interval. */
  interval80: string | null;
  interval95: string | null;
}

/** What the words under the chart can speak of. */
export interface ChartSummary {
  /** Observations drawn, the missing not counted. */
  historyPoints: number;
  historyFrom: string;
  historyTo: string;
  forecastPoints: number;
  /** The highest point of the forecast. */
  peak: PointText | null;
  /** The last point of the forecast. */
  end: PointText | null;
}

/** Words in the reader's language, as plain text: everything is escaped here. */
export interface ForecastChartTexts {
  title: string;
  description(summary: ChartSummary): string;
  history: string;
  forecast: string;
  /** Said after `forecast` where there is room: ', median'. */
  forecastDetail: string;
  fault: string;
  /** Beside the line between past and future. */
  forecastFrom(firstMs: number): string;
  waitingLabel: string;
  waitingReadout: string;
  peak: string;
  actual: string;
  median: string;
  /** How to ask the chart for another point. */
  readoutHint: string;
  sliderLabel: string;
}

/** [timeMs, value] of an observation; [timeMs, value, lower80, upper80, lower95, upper95] of a forecast. */
export type CrosshairPoint = (number | null)[];

/** What the crosshair needs: the view's bounds, the points that are drawn, decimals to show. */
export interface CrosshairData {
  lo: number;
  hi: number;
  t0: number;
  t1: number;
  h: CrosshairPoint[];
  f: CrosshairPoint[];
  decimals: number;
  unit: TimeUnit;
  withYear: boolean;
  locale: string;
  calendar: CalendarWords;
  /** Names of an observation and of a forecast's value. */
  words: { actual: string; median: string };
}
