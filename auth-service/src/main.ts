import { runMain } from '@coincast/shared/http';
import { startAuthService } from './service.js';

await runMain(() => startAuthService(process.env));
