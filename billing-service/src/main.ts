import { runMain } from '@coincast/shared/http';
import { startBillingService } from './service.js';

await runMain(() => startBillingService(process.env));
