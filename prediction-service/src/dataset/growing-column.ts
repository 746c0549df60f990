/** So few numbers V8 keeps in its own heap: a small dataset costs nothing beside it. */
const firstCapacity = 8;

/** Numbers whose count is not known beforehand, 8 bytes each. */
export class GrowingColumn {
  private numbers = new Float64Array(firstCapacity);
  length = 0;

  push(number: number): void {
    if (this.length === this.numbers.length) {
      const larger = new Float64Array(2 * this.length);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.length++] = number;
  }

  /** What was pushed so far, in place. */
  view(): Float64Array {
    return this.numbers.subarray(0, this.length);
  }
}
