import { expect } from 'chai';
import { clientOf, trustGateway } from '../../src/throttling/client-address.js';
import { waitSecondsAfter } from '../../src/throttling/failure-throttle.js';
import { TooManyWaitingError, Turns } from '../../src/throttling/turns.js';

describe('waitSecondsAfter', () => {
  it('is nothing below the limit, then doubles up to a quarter of an hour', () => {
    const waits = [1, 9, 10, 11, 12, 19, 20, 500, 1e9].map((failures) => waitSecondsAfter(failures, 10));
    expect(waits).to.deep.equal([0, 0, 1, 2, 4, 512, 900, 900, 900]);
  });
});

describe('clientOf', () => {
  it('is the IPv4 address, or the /64 of an IPv6 address', () => {
    expect(clientOf('203.0.113.9')).to.equal('203.0.113.9');
    expect(clientOf('::ffff:203.0.113.9')).to.equal('203.0.113.9');
    expect(clientOf('2001:db8:0:7:1:2:3:4')).to.equal('2001:db8:0:7::/64');
    expect(clientOf('2001:0DB8::7')).to.equal('2001:db8:0:0::/64');
    expect(clientOf('::1')).to.equal('0:0:0:0::/64');
    expect(clientOf('fe80::1%eth0')).to.equal('fe80:0:0:0::/64');
    expect(clientOf(undefined)).to.equal('unknown');
  });
});

describe('trustGateway', () => {
  it('believes a private peer, nobody further away, and no public peer', () => {
    for (const peer of ['127.0.0.1', '::1', '10.1.2.3', '172.20.0.5', '192.168.1.1', '::ffff:10.0.0.1', 'fd00::1']) {
      expect(trustGateway(peer, 0), peer).to.equal(true);
      expect(trustGateway(peer, 1), peer).to.equal(false);
    }
    for (const peer of ['203.0.113.9', '2001:db8::1', '172.32.0.1', '::ffff:8.8.8.8', '']) {
      expect(trustGateway(peer, 0), peer).to.equal(false);
    }
  });
});

describe('Turns', () => {
  it('runs one key in order, other keys beside it, goes on after a failure, and refuses a line too long', async () => {
    const turns = new Turns(3);
    const log: string[] = [];
    const gate: { open: () => void } = { open: () => undefined };
    const opened = new Promise<void>((resolve) => {
      gate.open = resolve;
    });
    const first = turns.run('a', async () => {
      await opened;
      log.push('a1');
      throw new Error('a1 fails');
    });
    const second = turns.run('a', async () => log.push('a2'));
    const third = turns.run('a', async () => log.push('a3'));
    const fourth = await turns.run('a', async () => log.push('a4')).catch((error) => error);
    expect(fourth).to.be.instanceOf(TooManyWaitingError);
    await turns.run('b', async () => log.push('b1'));
    gate.open();
    const [failed] = await Promise.allSettled([first, second, third]);
    expect(failed.status).to.equal('rejected');
    expect(log).to.deep.equal(['b1', 'a1', 'a2', 'a3']);
    await turns.run('a', async () => log.push('a5'));
  });
});
