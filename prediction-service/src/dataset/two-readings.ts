/** How a column's values were settled. */
export interface Settlement<Way extends string> {
  /** What the more frequent evidence shows; undefined when there is none, or as much for either way. */
  decided: Way | undefined;
  /** When the column shows both: an example of each way, and the rarer one. */
  mixed: { shown: Partial<Record<Way, string>>; rare: string } | undefined;
  /** The first value with two readings that nothing decides, and what it was read as. */
  assumed: { text: string; value: number } | undefined;
}

/**
 * Settles what a column leaves open: texts with one reading show the way in which those with two are to be read. A value
 * with two readings is read in one way at once, and corrected at the end where the column shows the other.
 */
export class TwoReadings<Way extends string> {
  private readonly evidence: Record<Way, number>;
  private readonly examples: Partial<Record<Way, string>> = {};
  /** Of the values read in this way: where they are kept, and what they are in the other. */
  private readonly open: Record<Way, { positions: number[]; others: number[] }>;
  private firstOpen: Settlement<Way>['assumed'];
  private lastWay: Way | undefined;
  private lastOther = Number.NaN;

  constructor(private readonly ways: readonly [Way, Way]) {
    const each = <Value>(value: () => Value) =>
      Object.fromEntries(ways.map((way) => [way, value()])) as Record<Way, Value>;
    this.evidence = each(() => 0);
    this.open = each(() => ({ positions: [], others: [] }));
  }

  /** To be called before each value is read. */
  begin(): void {
    this.lastWay = undefined;
  }

  /** Notes a text that can be read in this way alone. */
  show(way: Way, text: string): void {
    this.evidence[way]++;
    this.examples[way] ??= text;
  }

  /** Notes that the text read as `value`, in this way, is `other` in the other one. */
  leaveOpen(way: Way, { text, value, other }: { text: string; value: number; other: number }): void {
    this.lastWay = way;
    this.lastOther = other;
    this.firstOpen ??= { text, value };
  }

  /** Notes where the value just read is kept. */
  keepAt(position: number): void {
    if (this.lastWay === undefined) return;
    const { positions, others } = this.open[this.lastWay];
    positions.push(position);
    others.push(this.lastOther);
  }

  /** @param values corrected in place, at the positions told by `keepAt`. */
  settle(values: Float64Array): Settlement<Way> {
    const { evidence, examples } = this;
    const [one, two] = this.ways;
    const [frequent, rare] = evidence[one] >= evidence[two] ? [one, two] : [two, one];
    const decided = evidence[frequent] > evidence[rare] ? frequent : undefined;
    if (decided) {
      const { positions, others } = this.open[rare];
      for (let i = 0; i < positions.length; i++) values[positions[i] ?? 0] = others[i] ?? Number.NaN;
    }
    return {
      decided,
      mixed: evidence[rare] > 0 ? { shown: examples, rare: examples[rare] ?? '' } : undefined,
      assumed: decided ? undefined : this.firstOpen,
    };
  }
}
