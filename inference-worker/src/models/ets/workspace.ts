/** Scratch of the fits, large enough for all forms of a sample. */
export interface Workspace {
  /** The one-step forecast of each value. */
  fitted: Float64Array;
  /** The reciprocal of each. */
  inverse: Float64Array;
  /** Level, slope, one season. */
  states: Float64Array;
  /** One season's states. */
  seasonal: Float64Array;
  /** The derivatives of the level by each column, those of the slope, those of each seasonal state (row by row). */
  levelBy: Float64Array;
  slopeBy: Float64Array;
  seasonBy: Float64Array;
  /** The derivatives of the one-step forecasts, column by column, then the errors. */
  slopes: Float64Array;
  /** The normal equations (row by row), and those of the columns that are free to move, with their solution. */
  normal: Float64Array;
  free: Int32Array;
  freeNormal: Float64Array;
  step: Float64Array;
  /** Parameters tried. */
  trial: Float64Array;
}

let shared: (Workspace & { n: number; period: number }) | null = null;

/**
 * One workspace is kept for all fits of a thread and replaced when it is too small; what it holds is only valid until the next call.
 * @param n values looked at.
 * @param period of the season, 1 when there is none.
 */
export function workspaceFor(n: number, period: number): Workspace {
  if (!shared || shared.n < n || shared.period < period) {
    const largest = { n: Math.max(n, shared?.n ?? 0), period: Math.max(period, shared?.period ?? 0) };
    shared = { ...makeWorkspace(largest.n, largest.period), ...largest };
  }
  return shared;
}

function makeWorkspace(n: number, period: number): Workspace {
  const columns = 6 + period;
  const width = columns + 1;
  return {
    fitted: new Float64Array(n),
    inverse: new Float64Array(n),
    states: new Float64Array(2 + period),
    seasonal: new Float64Array(period),
    levelBy: new Float64Array(width),
    slopeBy: new Float64Array(width),
    seasonBy: new Float64Array(width * period),
    slopes: new Float64Array(n * width),
    normal: new Float64Array(width * width),
    free: new Int32Array(columns),
    freeNormal: new Float64Array(columns * columns),
    step: new Float64Array(columns),
    trial: new Float64Array(columns),
  };
}
