/** A number of an entry or a job in the query of an address; undefined for anything else. */
export function idOf(value: unknown): number | undefined {
  const id = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : 0;
  return id > 0 ? id : undefined;
}
