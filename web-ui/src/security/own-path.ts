const longest = 500;

/**
 * Segments of plain characters, as all our addresses are, and a query. Nothing in it could make a browser leave for
 * another host: not `//evil`, not `/\evil`, no control characters that browsers drop, no encoded forms of these.
 */
const ownAddress = /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*\/?(?:\?[\w.~=&%+-]*)?$/;

/** Where nobody who has just signed in wants to be sent. */
const notAfterSignIn = /^\/(?:login|logout|register|preferences|assets|api|live|wallet|tx\/export)(?:[/?.]|$)/;

/** Whether it is an address within the cabinet. */
export function isOwnAddress(value: unknown): value is string {
  return typeof value === 'string' && value.length <= longest && value.startsWith('/') && ownAddress.test(value);
}

/** Where to go after sign-in: the address asked for when it is one within the cabinet, or the fallback. */
export function ownPath(value: unknown, fallback: string): string {
  return isOwnAddress(value) && !notAfterSignIn.test(value) ? value : fallback;
}
