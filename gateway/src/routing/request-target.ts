/**
 * Segments of unreserved characters that do not begin with a dot. No address of ours needs more, so there is nothing
 * to decode, to normalise or to understand in two ways: `..`, `//`, `%2e`, backslashes, `/.well-known` and whole URLs
 * are no addresses.
 */
const plainPath = /^(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*\/?$/;

/** What follows the path: no fragment, no control characters, nothing outside ASCII. */
const plainQuery = /^\?[!"$-~]*$/;

/**
 * The path of a request target, or undefined when it is not an address that anything of ours could have.
 * @param target as it stands in the request line.
 */
export function pathOf(target: string): string | undefined {
  const queryAt = target.indexOf('?');
  const path = queryAt < 0 ? target : target.slice(0, queryAt);
  if (path === '' || !plainPath.test(path)) return undefined;
  if (queryAt >= 0 && !plainQuery.test(target.slice(queryAt))) return undefined;
  return path;
}
