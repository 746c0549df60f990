const transientNodeCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/**
 * Database, role with its password, schema or table: services may run before bootstrap and migrations have, or beside a
 * database that is being put back.
 */
const notYetThere = new Set(['3D000', '28P01', '28000', '3F000', '42P01']);

const transientMessages =
  /connection terminated|timeout acquiring a connection|timeout exceeded when trying to connect|client has encountered a connection error|client was closed and is not queryable|unable to acquire a connection/i;

/**
 * Whether the same statement may succeed later with nothing changed: the database is away, starting, being set up, full of
 * connections, or asked for a retry. SQLSTATE classes from the PostgreSQL manual, appendix A.
 */
export function isTransientDatabaseError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (transientNodeCodes.has(code)) return true;
  // 08 connection, 40 serialization and deadlock, 53 resources, 57 shutdown (but not a cancelled query)
  if (/^(08|40|53)...$/.test(code) || /^57P0[1-5]$/.test(code)) return true;
  if (notYetThere.has(code)) return true;
  return transientMessages.test(error.message);
}
