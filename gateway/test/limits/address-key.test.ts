import { expect } from 'chai';
import { addressKey } from '../../src/limits/address-key.js';

describe('address key', () => {
  const cases: [string, string][] = [
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::1', '2001:db8:1:2'],
    ['2001:0db8:0001:0002:ffff::', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['', ''],
  ];
  for (const [address, key] of cases) {
    it(`${address || 'nothing'} is counted as ${key || 'nothing'}`, () => {
      expect(addressKey(address)).to.equal(key);
    });
  }
});
