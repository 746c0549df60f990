import { PassThrough } from 'node:stream';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import fc from 'fast-check';
import { LiveHub } from '../../src/live/live-hub.js';

const balance = [{ name: 'balance' as const, data: {} }];

/** What has been written to it and not been read before. */
const read = (stream: PassThrough) => String(stream.read() ?? '');

describe('the hub of live connections', () => {
  let nowMs = 0;
  const hubOf = (maxConnections = 100) => new LiveHub({ maxConnections, nowMs: () => nowMs });
  const join = (hub: LiveHub, userId: number, isBack = false) => {
    const stream = new PassThrough();
    hub.add(userId, stream, isBack);
    return stream;
  };

  it('tells every user of their own events and of nothing else', () => {
    const users = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(fc.array(users, { maxLength: 20 }), fc.array(users, { maxLength: 20 }), (joined, told) => {
        const hub = new LiveHub({ maxConnections: 100, maxPerUser: 100 });
        const streams = joined.map((userId) => ({ userId, stream: join(hub, userId) }));
        told.forEach((userId, i) => {
          hub.tell(userId, `e${i}`, [{ name: 'job', data: { id: userId * 1_000 + i, status: 'OK' } }]);
        });
        for (const { userId, stream } of streams) {
          const ids = [...read(stream).matchAll(/"id":(\d+)/g)].map(([, id]) => Number(id));
          expect(ids).to.deep.equal(told.flatMap((to, i) => (to === userId ? [to * 1_000 + i] : [])));
        }
      }),
    );
  });

  it('begins with a pause of its own for coming back, and an id; who comes back is told to catch up', () => {
    const hub = hubOf();
    expect(read(join(hub, 1))).to.match(/^retry: [2-5]\d{3}\nid: 0\n\n$/);
    expect(read(join(hub, 1, true))).to.match(/^retry: .*\nid: 0\n\nevent: catch-up\nid: 0\ndata: \{\}\n\n$/);
  });

  it('closes the oldest of a user with too many, and takes nobody when all are taken', () => {
    const hub = hubOf(10);
    const streams = Array.from({ length: 9 }, () => join(hub, 1));
    expect(streams.map(({ writableEnded }) => writableEnded)).to.deep.equal([true, ...Array(8).fill(false)]);
    expect(hub.size).to.equal(8);
    join(hub, 2);
    expect(hub.isFull).to.equal(false);
    const last = join(hub, 2);
    expect(hub.isFull).to.equal(true);
    expect(() => join(hub, 3)).to.throw(RangeError);
    last.destroy();
    return eventually('room again', () => !hub.isFull);
  });

  it('keeps all alive by one beat, and ends those that have lived long enough', () => {
    const hub = hubOf();
    nowMs = 0;
    const streams = Array.from({ length: 5 }, (_, i) => join(hub, i + 1));
    for (const stream of streams) read(stream);
    hub.beat();
    expect(streams.map(read)).to.deep.equal(Array(5).fill(':\n\n'));
    nowMs = 7.9 * 60_000;
    hub.beat();
    expect(hub.size).to.equal(5);
    nowMs = 12.1 * 60_000;
    hub.beat();
    expect([hub.size, streams.every(({ writableEnded }) => writableEnded)]).to.deep.equal([0, true]);
  });

  it('lets go of a reader that does not read', () => {
    const hub = hubOf();
    const [slow, quick] = [join(hub, 1), join(hub, 1)];
    for (let i = 0; i < 3_000; i++) {
      hub.tell(1, `e${i}`, balance);
      read(quick);
    }
    expect([slow.destroyed, quick.destroyed, hub.size]).to.deep.equal([true, false, 1]);
  });

  it('forgets who has gone', async () => {
    const hub = hubOf();
    join(hub, 1).destroy();
    await eventually('forgotten', () => hub.size === 0);
    hub.tell(1, 'e', balance);
  });

  it('ends all when it closes, and takes no more', () => {
    const hub = hubOf();
    const streams = [join(hub, 1), join(hub, 2)];
    hub.close();
    expect(streams.every(({ writableEnded }) => writableEnded)).to.equal(true);
    expect([hub.size, hub.isFull]).to.deep.equal([0, true]);
  });
});
