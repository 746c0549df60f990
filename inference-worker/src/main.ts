import { runMain } from '@coincast/shared/http';
import { startInferenceWorker } from './service.js';

await runMain(() => startInferenceWorker(process.env));
