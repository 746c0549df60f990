import { eventually } from '@coincast/shared/testing';
import { ChatQueues } from '@coincast/telegram-bot/updates/chat-queues';
import { expect } from 'chai';
import { keptLog } from '../kept-log.js';

/** A promise, and what ends it. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('ChatQueues', () => {
  const log = keptLog();
  const { logger } = log;

  it('works for a chat in order, and for others meanwhile', async () => {
    const queues = new ChatQueues({ logger });
    const { opened, open } = gate();
    const done: string[] = [];
    queues.add(1, async () => {
      await opened;
      done.push('1a');
    });
    queues.add(1, async () => void done.push('1b'));
    queues.add(2, async () => void done.push('2a'));
    await eventually('the other chat', () => done.length === 1);
    expect(done).to.deep.equal(['2a']);
    open();
    expect(await queues.drain(1000)).to.equal(true);
    expect(done).to.deep.equal(['2a', '1a', '1b']);
  });

  it('gives every chat its turn when all places are taken', async () => {
    const queues = new ChatQueues({ logger, maxParallel: 1 });
    const done: number[] = [];
    for (let i = 0; i < 5; i++) queues.add(1, async () => void done.push(1));
    queues.add(2, async () => void done.push(2));
    await queues.drain(1000);
    expect(done.indexOf(2)).to.be.at.most(2);
  });

  it('takes no more of a chat that floods, and again when it has worked', async () => {
    const queues = new ChatQueues({ logger, maxWaiting: 2 });
    const { opened, open } = gate();
    const add = () => queues.add(1, () => opened);
    add();
    await eventually('begun', () => add() === 'taken');
    expect([add(), add(), add()]).to.include('full');
    expect(queues.add(2, async () => undefined)).to.equal('taken');
    open();
    await eventually('worked', () => queues.size === 0);
    expect(add()).to.equal('taken');
  });

  it('goes on after a task that fails or takes too long, and says so', async () => {
    const queues = new ChatQueues({ logger, maxParallel: 1, taskLimitMs: 20 });
    const { opened, open } = gate();
    const done: string[] = [];
    queues.add(1, async () => {
      throw new Error('broken handler');
    });
    queues.add(1, () => opened);
    queues.add(1, async () => void done.push('after'));
    await eventually('the next', () => done.length === 1);
    expect(log.text()).to.include('broken handler').and.include('takes too long');
    open();
  });

  it('remembers no chat that rests', async () => {
    const queues = new ChatQueues({ logger });
    for (let chat = 0; chat < 100; chat++) queues.add(chat, async () => undefined);
    await eventually('at rest', () => queues.size === 0);
  });

  it('does not wait for ever at the end', async () => {
    const queues = new ChatQueues({ logger });
    const { opened, open } = gate();
    let ran = false;
    queues.add(1, () => opened);
    queues.add(1, async () => {
      ran = true;
    });
    expect(await queues.drain(20)).to.equal(false);
    expect(queues.add(2, async () => undefined)).to.equal('closed');
    open();
    await eventually('at rest', () => queues.size === 0);
    expect(ran).to.equal(false);
  });
});
