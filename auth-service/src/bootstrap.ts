import { runBootstrap } from '@coincast/shared/database';

// For the schemas of all services, before any of them starts: it needs nothing of this one, and lies here so that there
// is no image more to build.
await runBootstrap();
