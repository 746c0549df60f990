import Mocha, { type MochaOptions, type Runner } from 'mocha';

/** How many tests of one mocha process came to what. */
export interface Counts {
  passed: number;
  failed: number;
}

/** Mocha's usual report, and the counts for the process that started this one. */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    runner.once('end', () => {
      const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
      // A test that is skipped proves nothing: it counts as failed.
      const counts: Counts = { passed: passes, failed: failures + pending };
      process.send?.(counts);
    });
  }
}
