import { runMigrate } from '@coincast/shared/database';
import { migrations } from './migrations/index.js';

await runMigrate('prediction', migrations);
