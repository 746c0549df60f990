/** A wait that can be cut short; one at a time. */
export class Pause {
  private finish: (() => void) | undefined;

  /** Resolves after so long, or when it is ended. */
  async for(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.finish = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.finish = undefined;
  }

  /** Ends the wait under way, if there is one. */
  end(): void {
    this.finish?.();
  }
}
