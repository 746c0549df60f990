const idBits = 56;

/**
 * The address under which the API counts the calls made for a chat: a unique local IPv6 address (RFC 4193), which
 * belongs to no machine. The gateway counts IPv6 by the /64 network, so the id stands in the first half: the 56 bits
 * after the prefix `fd`, as two's complement, for groups have negative ids. RFC 4193 wants random bits there, so that
 * joined networks do not clash; nothing is ever routed to these.
 * @param chatId as Telegram gives it: at most 52 significant bits.
 * @throws RangeError for what is no such id.
 */
export function chatAddress(chatId: number): string {
  if (!Number.isSafeInteger(chatId)) throw new RangeError(`${chatId} is not the id of a chat`);
  const id = BigInt.asUintN(idBits, BigInt(chatId));
  const groups = `fd${id.toString(16).padStart(idBits / 4, '0')}`.match(/.{4}/g) ?? [];
  return `${groups.join(':')}::1`;
}
