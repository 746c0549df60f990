import { BlockList, isIPv6 } from 'node:net';

const ours = new BlockList();
ours.addSubnet('127.0.0.0', 8, 'ipv4');
ours.addSubnet('10.0.0.0', 8, 'ipv4');
ours.addSubnet('172.16.0.0', 12, 'ipv4');
ours.addSubnet('192.168.0.0', 16, 'ipv4');
ours.addSubnet('169.254.0.0', 16, 'ipv4');
ours.addAddress('::1', 'ipv6');
ours.addSubnet('fc00::', 7, 'ipv6');
ours.addSubnet('fe80::', 10, 'ipv6');

/**
 * Believes the X-Forwarded-For of whoever connects to us from a loopback or private address (the gateway), and of
 * nobody further away, so that a client cannot choose the address it is counted under.
 */
export function trustGateway(address: string, hop: number): boolean {
  const plain = withoutV4Prefix(address);
  return hop === 0 && ours.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
}

/** What is counted as one client: an IPv4 address, or the /64 network that one IPv6 customer has whole. */
export function clientOf(address: string | undefined): string {
  const plain = withoutV4Prefix(address ?? 'unknown');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = (plain.split('%')[0] ?? '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  const groups = [...before, ...zeros, ...after].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
}

const withoutV4Prefix = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');
