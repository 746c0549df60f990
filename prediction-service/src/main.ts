import { runMain } from '@coincast/shared/http';
import { startPredictionService } from './service.js';

await runMain(() => startPredictionService(process.env));
