import { isIPv6 } from 'node:net';

/**
 * What one client's address is counted under. An IPv6 client owns at least its /64 network and can change the other
 * half for every request, so all of that is one.
 */
export function addressKey(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? [];
  const leading = head.split(':').filter(Boolean);
  const trailing = tail.split(':').filter(Boolean);
  const zeros = address.includes('::') ? Math.max(0, 8 - leading.length - trailing.length) : 0;
  const groups = [...leading, ...Array<string>(zeros).fill('0'), ...trailing];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
