import type { ForecastWarning } from '@coincast/shared/contracts';

/** What a model thread is sent: a series in the form in which it came, so that decoding it is the thread's work too. */
export interface ModelJob {
  modelName: string;
  /** Points to forecast, at least 1. */
  horizon: number;
  series:
    | { kind: 'inline'; times: string; values: string }
    /** The columns times and values, one after the other. */
    | { kind: 'bytes'; bytes: Uint8Array<ArrayBuffer> };
}

/** Why a job has no forecast; stable codes. */
export type FailureReason =
  | 'unknown_model'
  | 'bad_series'
  | 'too_few_rows'
  | 'horizon_too_far'
  | 'model_failed'
  | 'model_memory'
  | 'model_timeout'
  | 'series_unavailable'
  | 'forecast_refused';

export interface Failure {
  ok: false;
  reason: FailureReason;
  /** A sentence for the operator. */
  detail: string;
}

interface EncodedInterval {
  lower: string;
  upper: string;
}

export type EncodedForecast =
  | {
      kind: 'inline';
      times: string;
      values: string;
      intervals: { 80: EncodedInterval; 95: EncodedInterval };
    }
  /** The columns times, values, lower80, upper80, lower95, upper95, one after the other. */
  | { kind: 'bytes'; bytes: Uint8Array<ArrayBuffer> };

export interface Forecasted {
  ok: true;
  forecast: EncodedForecast;
  metrics: Record<string, unknown>;
  warnings: ForecastWarning[];
}

/** What a job came to, and how long it took its thread; null where that cannot be told. */
export type ModelOutcome = (Forecasted | Failure) & { runMs: number | null };

export function failure(reason: FailureReason, detail: string): Failure {
  return { ok: false, reason, detail };
}
