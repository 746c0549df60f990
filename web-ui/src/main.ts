import { runMain } from '@coincast/shared/http';
import { startWebUi } from './service.js';

await runMain(() => startWebUi(process.env));
