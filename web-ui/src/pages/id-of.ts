/** The number of an entry or a job in an address, written plainly: `7`, and not `07`, `+7` or `7e0`; undefined for anything else. */
export function idOf(value: unknown): number | undefined {
  return typeof value === 'string' && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : undefined;
}
