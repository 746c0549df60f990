export { type LaunchedServices, launchServices, type ServicesLaunchOptions } from './launch-services.js';
export { launchStandalone } from './launch-standalone.js';
export type { LaunchedSystem, LaunchOptions } from './launched-system.js';
