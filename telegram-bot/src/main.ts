import { runMain } from '@coincast/shared/http';
import { startTelegramBot } from './service.js';

await runMain(() => startTelegramBot(process.env));
