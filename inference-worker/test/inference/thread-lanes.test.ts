import { expect } from 'chai';
import { type LaneKind, ThreadLanes } from '../../src/inference/thread-lanes.js';

/** Work that goes on until it is ended. */
function endless() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { end, work: () => ended };
}

describe('thread lanes', () => {
  const started: string[] = [];
  beforeEach(() => started.splice(0));

  const begin = (lanes: ThreadLanes, kind: LaneKind, name: string) => {
    const { end, work } = endless();
    const done = lanes.run(kind, () => {
      started.push(name);
      return work();
    });
    return async () => {
      end();
      await done;
      await turn();
    };
  };
  const turn = () => new Promise((resolve) => setImmediate(resolve));

  it('leave one thread to the other kind, and go on in the order of arrival', async () => {
    const lanes = new ThreadLanes(3);
    const endFirst = begin(lanes, 'long', 'long 1');
    for (const n of [2, 3]) void begin(lanes, 'long', `long ${n}`);
    const endShort = begin(lanes, 'short', 'short 1');
    for (const n of [2, 3]) void begin(lanes, 'short', `short ${n}`);
    await turn();
    expect(started).to.deep.equal(['long 1', 'long 2', 'short 1']);
    await endShort();
    expect(started.slice(3)).to.deep.equal(['short 2']);
    await endFirst();
    expect(started.slice(4)).to.deep.equal(['long 3']);
  });

  it('are free again after work that fails', async () => {
    const lanes = new ThreadLanes(2);
    const failing = () => lanes.run('short', () => Promise.reject(new Error('failed')));
    for (let i = 0; i < 3; i++) expect(await failing().catch((error: Error) => error.message)).to.equal('failed');
  });
});
