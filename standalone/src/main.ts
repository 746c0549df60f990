import { loadDotEnv } from './config.js';
import { runSystem } from './run-system.js';
import { startStandalone } from './start-standalone.js';

loadDotEnv();
await runSystem((whenOpened) => startStandalone(process.env, whenOpened, process.stdout));
