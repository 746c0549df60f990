/**
 * A curve through equally spaced values by local regression with tricube weights (Cleveland 1979; as used in STL:
 * Cleveland, Cleveland, McRae & Terpenning 1990, section 2). Fitted at every `jump`-th value and the last, straight
 * lines between.
 * @param y The first `n` numbers are smoothed.
 * @param span Neighbours that count, odd; more than `n` widens the weights.
 * @param degree 0 for local levels, 1 for local lines.
 * @param out Written from `offset` on.
 */
export function smooth(
  y: Float64Array,
  n: number,
  span: number,
  degree: 0 | 1,
  jump: number,
  out: Float64Array,
  offset = 0,
) {
  const stride = Math.max(1, Math.min(jump, n - 1));
  const half = (span + 1) >> 1;
  let previous = 0;
  for (let at = 0; at < n; at = at === n - 1 ? n : Math.min(at + stride, n - 1)) {
    let left = 0;
    let right = n - 1;
    if (span < n) {
      left = Math.max(0, Math.min(at - half + 1, n - span));
      right = left + span - 1;
    }
    const value = smoothAt(y, n, span, degree, at, left, right);
    out[offset + at] = value;
    const start = out[offset + previous] ?? 0;
    const slope = (value - start) / (at - previous);
    for (let between = previous + 1; between < at; between++) {
      out[offset + between] = start + slope * (between - previous);
    }
    previous = at;
  }
}

/** The curve at index `at`, which may lie outside 0..n-1, from the values `left` to `right`. */
export function smoothAt(
  y: Float64Array,
  n: number,
  span: number,
  degree: 0 | 1,
  at: number,
  left: number,
  right: number,
): number {
  let reach = Math.max(at - left, right - at);
  if (span > n) reach += Math.floor((span - n) / 2);
  const far = 0.999 * reach;
  const near = 0.001 * reach;
  let total = 0;
  let moment = 0;
  let moment2 = 0;
  let sum = 0;
  let product = 0;
  for (let i = left; i <= right; i++) {
    const distance = i - at;
    const length = Math.abs(distance);
    if (length > far) continue;
    let weight = 1;
    if (length > near) {
      const ratio = length / reach;
      const rest = 1 - ratio * ratio * ratio;
      weight = rest * rest * rest;
    }
    const value = y[i] ?? 0;
    total += weight;
    sum += weight * value;
    if (degree === 0) continue;
    moment += weight * distance;
    moment2 += weight * distance * distance;
    product += weight * distance * value;
  }
  if (total <= 0) return y[Math.max(0, Math.min(n - 1, at))] ?? 0;
  const mean = sum / total;
  if (degree === 0) return mean;
  const centre = moment / total;
  const spread = moment2 / total - centre * centre;
  // As STL: no slope from points that lie too close together.
  if (Math.sqrt(Math.max(0, spread)) <= 0.001 * (n - 1)) return mean;
  return mean - (centre * (product / total - centre * mean)) / spread;
}
