/** Standard normal numbers that are the same in every run (mulberry32, then Box & Muller 1958). */
export function normalNumbers(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** `y[t] = phi y[t-1] + trend + noise`. */
export function autoregression(n: number, phi: number, trend: number, normal: () => number): Float64Array {
  let value = 0;
  return Float64Array.from({ length: n }, () => {
    value = phi * value + trend + normal();
    return value;
  });
}

/**
 * A weekly series as shops have it: a smooth year, three special weeks of each year, a level that wanders, and noise.
 * @param amplitude of the year, in standard deviations of the noise.
 */
export function weeklySales(n: number, amplitude: number, normal: () => number): Float64Array {
  const [a, b, c] = [normal(), normal(), normal()];
  const special = new Map([5, 21, 50].map((week) => [week, 2 * amplitude * Math.abs(normal())]));
  let level = 20;
  return Float64Array.from({ length: n }, (_, t) => {
    level += 0.1 * normal();
    const angle = (2 * Math.PI * t) / 52;
    const year = a * Math.sin(angle) + b * Math.cos(angle) + c * Math.sin(2 * angle);
    return level + amplitude * year + (special.get(t % 52) ?? 0) + normal();
  });
}

/** An hourly series as power stations have it: days that differ at the weekend, a level that wanders, and noise. */
export function hourlyLoad(n: number, normal: () => number): Float64Array {
  let level = 30;
  return Float64Array.from({ length: n }, (_, t) => {
    level += 0.05 * normal();
    const weekend = Math.floor(t / 24) % 7 >= 5;
    const day = (weekend ? 2 : 5) * Math.sin((2 * Math.PI * t) / 24) + 2 * Math.cos((4 * Math.PI * t) / 24);
    return level + day - (weekend ? 4 : 0) + normal();
  });
}
