import { BlockList, isIPv6 } from 'node:net';
import { expect } from 'chai';
import fc from 'fast-check';
import { chatAddress } from '../../src/telegram/chat-address.rules.js';

const uniqueLocal = new BlockList();
uniqueLocal.addSubnet('fd00::', 8, 'ipv6');

/** A chat's id in Telegram has at most 52 significant bits. */
const chatIds = fc.maxSafeInteger();
/** What limits count of an IPv6 address. */
const networkOf = (address: string) => address.split(':').slice(0, 4).join(':');

describe('the address of a chat', () => {
  const cases: [number, string][] = [
    [1, 'fd00:0000:0000:0001::1'],
    [6_012_345_678, 'fd00:0001:665d:1d4e::1'],
    [-1, 'fdff:ffff:ffff:ffff::1'],
    [-1_001_234_567_890, 'fdff:ff16:e1c4:ed2e::1'],
    [Number.MAX_SAFE_INTEGER, 'fd1f:ffff:ffff:ffff::1'],
    [Number.MIN_SAFE_INTEGER, 'fde0:0000:0000:0001::1'],
  ];
  for (const [chatId, address] of cases) {
    it(`${chatId}: ${address}`, () => {
      expect(chatAddress(chatId)).to.equal(address);
    });
  }

  it('is a unique local address', () => {
    fc.assert(
      fc.property(chatIds, (chatId) => {
        const address = chatAddress(chatId);
        return isIPv6(address) && uniqueLocal.check(address, 'ipv6');
      }),
    );
  });

  it('is in a /64 network of its own: different chats are counted apart', () => {
    fc.assert(
      fc.property(chatIds, chatIds, (one, two) => {
        const isSame = networkOf(chatAddress(one)) === networkOf(chatAddress(two));
        return isSame === (one === two);
      }),
    );
  });

  it('is refused for what is no id', () => {
    for (const chatId of [Number.NaN, 1.5, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => chatAddress(chatId), String(chatId)).to.throw(RangeError);
    }
  });
});
