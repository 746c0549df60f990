import { type Form, place } from './form.js';

/** Roots on the unit circle count as inside, as for the level of a form whose season is never updated. */
const tolerance = 1e-10;
const largestPeriod = 24;
const polynomial = new Float64Array(largestPeriod + 2);

/**
 * Whether the filter forgets its start (Hyndman et al. 2008, section 10.2): all roots of its characteristic polynomial lie in the unit circle.
 * Within the usual bounds only seasonal forms can fail.
 */
export function isAdmissible({ season, trend }: Form, period: number, parameters: Float64Array): boolean {
  if (season === 'N') return true;
  const alpha = parameters[place.alpha] ?? 0;
  const beta = alpha * (parameters[place.betaShare] ?? 0);
  const gamma = (1 - alpha) * (parameters[place.gammaShare] ?? 0);
  const phi = trend === 'N' ? 1 : (parameters[place.phi] ?? 0);
  // Coefficients from the constant upwards.
  const inner = alpha + beta - alpha * phi;
  polynomial.fill(inner, 0, period);
  polynomial[0] = phi * (1 - alpha - gamma);
  polynomial[1] = inner + gamma - 1;
  polynomial[period] = alpha + beta - phi;
  polynomial[period + 1] = 1;
  return rootsInUnitCircle(period + 1);
}

/** By the step-down recursion (Jury 1964): every reflection coefficient is less than 1 in size. */
function rootsInUnitCircle(degree: number): boolean {
  for (let d = degree; d > 0; d--) {
    const leading = polynomial[d] ?? 0;
    const reflection = (polynomial[0] ?? 0) / leading;
    if (Math.abs(reflection) >= 1 + tolerance) return false;
    const scale = 1 - reflection * reflection;
    if (scale <= tolerance) return true;
    // p*(z) / z, in place from both ends.
    for (let low = 1, high = d - 1; low <= high; low++, high--) {
      const a = polynomial[low] ?? 0;
      const b = polynomial[high] ?? 0;
      polynomial[low] = a - reflection * b;
      polynomial[high] = b - reflection * a;
    }
    polynomial[d] = leading - reflection * (polynomial[0] ?? 0);
    polynomial.copyWithin(0, 1, d + 1);
  }
  return true;
}
