/** The point of a line from `start` to `end`. Weighs both, as the largest numbers have no distance from each other. */
export function between(start: number, end: number, share: number): number {
  return start === end ? start : start * (1 - share) + end * share;
}
