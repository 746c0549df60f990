/** How Chromium is started: nothing of it may depend on the machine's display, or call other hosts by itself. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The cabinet leads there: a test sees that it is asked for, and it is not.
  '--host-resolver-rules=MAP t.me ~NOTFOUND',
];
