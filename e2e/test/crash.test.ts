import { InsistentLoad } from '@coincast/e2e/insistent-load';
import { seededRandom, shuffled } from '@coincast/e2e/random';
import { reconcile } from '@coincast/e2e/reconcile';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import { forEachSystem, type SystemKind, type TestSystem } from './systems.js';

const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);
const standaloneRounds = 4;

forEachSystem('Whatever is killed under load', (system, kind) => {
  it(`leaves every job finished once and every ledger exact (CRASH_SEED=${seed})`, async function () {
    this.timeout(300_000);
    console.log(`      crash test of ${kind}: CRASH_SEED=${seed}`);
    const random = seededRandom(seed);
    // Few enough credits that some buyers run out on the way.
    const load = await InsistentLoad.of(system.url, 8, 600, random);
    load.start();
    await crash[kind](system, load, random);
    await load.stop();
    await system.launched.waitReady();
    expect(load.total, 'jobs accepted').to.be.above(50);

    for (const buyer of load.buyers) {
      const jobs = await eventually(
        `all jobs of ${buyer.email} end`,
        async () => {
          const history = await buyer.history();
          return history.every(({ status }) => status !== 'PENDING') && history;
        },
        90_000,
      );
      const accepted = load.accepted.get(buyer) ?? [];
      expect(jobs.map(({ id }) => id).sort(byNumber), 'one job for each key, none lost').to.deep.equal(
        accepted.sort(byNumber),
      );
      await eventually(
        `the money of ${buyer.email} adds up`,
        async () => {
          expect(await reconcile(buyer)).to.deep.equal([]);
          return true;
        },
        30_000,
      );
    }
  });
});

const crash: Record<SystemKind, (system: TestSystem, load: InsistentLoad, random: () => number) => Promise<void>> = {
  /** Each process once, at random moments; the supervisor starts them again. */
  async services({ launched }, load, random) {
    for (const part of shuffled(Object.keys(launched.pids()), random)) {
      await moreJobs(load, random);
      console.log(`      kill ${part} after ${load.total} jobs`);
      launched.kill(part);
    }
    await eventually('every process is back', () => launched.waitReady(30_000).then(() => true), 60_000);
    await moreJobs(load, random);
  },

  /** The whole process and its database at the same moment, then a new start on the same data. */
  async standalone(system, load, random) {
    for (let round = 0; round < standaloneRounds; round++) {
      await moreJobs(load, random);
      console.log(`      kill everything after ${load.total} jobs`);
      await system.launched.killAll();
      await system.relaunch();
    }
    await moreJobs(load, random);
  },
};

/** Waits for a random number of further jobs, so that kills hit random moments of work and not of idleness. */
async function moreJobs(load: InsistentLoad, random: () => number): Promise<void> {
  const wanted = load.total + 5 + Math.floor(random() * 60);
  const broke = async () => (await Promise.all(load.buyers.map((buyer) => buyer.balance()))).every((n) => n === 0);
  await eventually('more jobs', async () => load.total >= wanted || (await broke().catch(() => false)), 60_000);
}

const byNumber = (a: number, b: number) => a - b;
