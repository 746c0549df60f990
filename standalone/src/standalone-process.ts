import './tie-to-parent.js';
import { runSystem } from './run-system.js';
import { startStandalone } from './start-standalone.js';

// The process of `launchStandalone`, which ends with the one that launched it.
await runSystem((whenOpened) => startStandalone(process.env, whenOpened));
