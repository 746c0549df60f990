/** The distances of neighbours, one fewer than times. */
export function stepsOf(times: Float64Array): Float64Array {
  const steps = new Float64Array(Math.max(0, times.length - 1));
  for (let i = 0; i < steps.length; i++) steps[i] = (times[i + 1] ?? 0) - (times[i] ?? 0);
  return steps;
}

/** The most frequent number, of several the smallest, and how often it occurs. */
export function modeOf(numbers: Float64Array): { mode: number; count: number } {
  const sorted = numbers.slice().sort();
  let mode = 0;
  let count = 0;
  let run = 0;
  for (let i = 0; i < sorted.length; i++) {
    run = i > 0 && sorted[i] === sorted[i - 1] ? run + 1 : 1;
    if (run > count) {
      count = run;
      mode = sorted[i] ?? 0;
    }
  }
  return { mode, count };
}

/** How many of `count` must fit: nine of ten, and all of fewer than ten. */
export function enough(count: number): number {
  return count < 10 ? count : Math.ceil(count * 0.9);
}

export function areAll(numbers: Float64Array, value: number): boolean {
  for (let i = 0; i < numbers.length; i++) if (numbers[i] !== value) return false;
  return true;
}

export function hasRepeats(ascending: Float64Array): boolean {
  for (let i = 1; i < ascending.length; i++) if (ascending[i] === ascending[i - 1]) return true;
  return false;
}
