import type { ModelDescription } from '@coincast/shared/contracts/model-catalogue';

/** An equally spaced series as models see it. */
export interface Series {
  /** Finite numbers, oldest first, at least one, in a unit in which the largest magnitude lies in [1, 2) or all are 0. */
  values: Float64Array;
  /** Points in the main season of the calendar (12 for months), 1 when there is none. Whether the values follow it is the model's to test. */
  period: number;
  /** Seasonal periods that a test has confirmed, ascending; the series holds at least two of each. */
  periods: readonly number[];
}

/** Both `horizon` numbers, the next point first. They may leave the range of numbers; the caller holds them there. */
export interface PointForecast {
  values: Float64Array;
  /** The standard deviation of each step's error by the model's own variance; null when it has none. */
  sd: Float64Array | null;
}

export interface FittedModel {
  /** What was fitted, in the notation of its source: `ETS(A,Ad,M)`, `ARIMA(1,1,0)(0,1,1)[12]`. */
  method: string;
  /**
   * Continues the series, or only its first `origin` values as the fit would have done then: same form, same
   * parameters, nothing else seen of what follows.
   * @param origin 1 to the length of the series, which is the default.
   */
  forecast(horizon: number, origin?: number): PointForecast;
}

/** What the catalogue tells of a model, and how it learns: a pure function. */
export interface Model extends ModelDescription {
  /** Takes the points as they were sent, whatever their calendar: no gap is filled, no duplicate averaged. */
  asSent: boolean;
  /** Its forecasts are held at zero where no value of the history is negative. */
  heldAtZero: boolean;
  /** The most points, counted from the end of the series, that it learns from. */
  lookback: number;
  fit(series: Series): FittedModel;
}
