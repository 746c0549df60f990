import { columnFromBase64, columnToBase64, type InferenceRequested } from '@coincast/shared/contracts';

/** A request for a daily series. */
export function request(
  job_id: number,
  model_name: string,
  values: readonly number[],
  horizon = values.length,
): InferenceRequested {
  const times = Float64Array.from(values, (_, i) => i * 86_400_000);
  const series = {
    kind: 'inline' as const,
    times: columnToBase64(times),
    values: columnToBase64(Float64Array.from(values)),
  };
  return { job_id, model_name, horizon, series };
}

export const numbers = (column: string) => [...columnFromBase64(column)];
