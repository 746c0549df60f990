import { runBootstrap } from '@coincast/shared/database';

// Of the whole system: this image is as good as any of the three that hold a schema.
await runBootstrap();
