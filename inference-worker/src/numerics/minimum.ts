/** The smaller part of the golden section. */
const golden = 0.3819660112501051;

/**
 * Where a function is least between two bounds, by parabolas and golden sections (Brent 1973, "Algorithms for Minimization
 * without Derivatives", chapter 5). Starts at `start`, where the value `startValue` is known to lie below those at the bounds.
 * @param tolerance Of the place, absolute.
 */
export function minimum(
  f: (x: number) => number,
  lower: number,
  upper: number,
  start: number,
  startValue: number,
  tolerance: number,
): number {
  let a = lower;
  let b = upper;
  let best = start;
  let second = start;
  let third = start;
  let bestValue = startValue;
  let secondValue = startValue;
  let thirdValue = startValue;
  let step = 0;
  let stepBefore = 0;
  for (let i = 0; i < 60; i++) {
    const middle = (a + b) / 2;
    if (Math.abs(best - middle) <= 2 * tolerance - (b - a) / 2) break;
    let next = Number.NaN;
    if (Math.abs(stepBefore) > tolerance) {
      const r = (best - second) * (bestValue - thirdValue);
      const q = (best - third) * (bestValue - secondValue);
      const parabola = ((best - third) * q - (best - second) * r) / (2 * (r - q));
      const halfBefore = Math.abs(stepBefore / 2);
      if (Math.abs(parabola) < halfBefore && best + parabola > a && best + parabola < b) {
        next = best + parabola;
        if (next - a < 2 * tolerance || b - next < 2 * tolerance) next = best + Math.sign(middle - best) * tolerance;
      }
    }
    if (Number.isNaN(next)) {
      stepBefore = best < middle ? b - best : a - best;
      next = best + golden * stepBefore;
    } else stepBefore = step;
    step = next - best;
    if (Math.abs(step) < tolerance) next = best + (step > 0 ? tolerance : -tolerance);
    const value = f(next);
    if (value <= bestValue) {
      if (next >= best) a = best;
      else b = best;
      third = second;
      thirdValue = secondValue;
      second = best;
      secondValue = bestValue;
      best = next;
      bestValue = value;
    } else {
      if (next < best) a = next;
      else b = next;
      if (value <= secondValue || second === best) {
        third = second;
        thirdValue = secondValue;
        second = next;
        secondValue = value;
      } else if (value <= thirdValue || third === best || third === second) {
        third = next;
        thirdValue = value;
      }
    }
  }
  return best;
}
