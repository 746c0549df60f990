import type { ModelDescription } from '@coincast/shared/contracts/model-catalogue';

/** A series and how far to continue it. */
export interface ModelInput {
  /** Epoch milliseconds, ascending; as many as `values`, at least the model's `minRows`. */
  times: Float64Array;
  /** Finite numbers, oldest first. */
  values: Float64Array;
  /** Points to forecast, at least 1. */
  horizon: number;
}

/** Bounds between which a future value lies with the stated probability; each `horizon` finite numbers. */
export interface Interval {
  lower: Float64Array;
  upper: Float64Array;
}

export interface ModelOutput {
  /** `horizon` finite numbers, the next point first. */
  values: Float64Array;
  /** Prediction intervals by coverage in percent; null when the model has none. */
  intervals: { 80: Interval; 95: Interval } | null;
  /** Backtest of the model on this series; null when it has none. */
  metrics: Record<string, unknown> | null;
  /** Stable codes of what the reader of the forecast should know. */
  warnings: string[];
}

/** What the catalogue tells of a model, and how it forecasts: a pure function of its input. */
export interface Model extends ModelDescription {
  forecast(input: ModelInput): ModelOutput;
}
