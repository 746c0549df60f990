import { runMain } from '@coincast/shared/http';
import { startGateway } from './service.js';

await runMain(() => startGateway(process.env));
