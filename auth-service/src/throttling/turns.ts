/** Too many wait for their turn already. */
export class TooManyWaitingError extends Error {
  constructor() {
    super('Too many wait for their turn');
  }
}

interface Line {
  last: Promise<unknown>;
  length: number;
}

/** Runs work with the same key one after the other, in the order of arrival; work with other keys is not held up. */
export class Turns {
  private readonly lines = new Map<string, Line>();

  /** @param maxLength most pieces of work of one key, the running one included. */
  constructor(private readonly maxLength: number) {}

  /** @throws TooManyWaitingError at once when the line is full. */
  async run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const line = this.lines.get(key) ?? { last: Promise.resolve(), length: 0 };
    if (line.length >= this.maxLength) throw new TooManyWaitingError();
    line.length += 1;
    this.lines.set(key, line);
    const result = line.last.then(work);
    line.last = result.catch(() => undefined);
    try {
      return await result;
    } finally {
      line.length -= 1;
      if (line.length === 0) this.lines.delete(key);
    }
  }
}
