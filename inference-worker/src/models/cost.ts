/** Milliseconds on a slow core, on the safe side: for each forecast and for each point of the series and the horizon. */
const costs = {
  /** A pass or two over the series. */
  light: { forecastMs: 0.05, pointMs: 0.002 },
  /** Many passes in search of parameters, or of the best of many forms. */
  heavy: { forecastMs: 3, pointMs: 0.05 },
};

const lightModels: ReadonlySet<string> = new Set(['Demo', 'LinearTrend', 'Naive', 'SeasonalNaive', 'Drift']);

/**
 * How long a model takes for one forecast, roughly, in milliseconds; for sharing work out, not for promises.
 * @param points of the series and its horizon together.
 */
export function estimatedMs(modelName: string, points: number): number {
  const { forecastMs, pointMs } = costs[lightModels.has(modelName) ? 'light' : 'heavy'];
  return forecastMs + pointMs * points;
}
