import { loadDotEnv, loadLaunchConfig } from './config.js';
import { launchServices } from './launch-services.js';
import { runSystem } from './run-system.js';

loadDotEnv();
await runSystem(async (whenOpened) => {
  const { DATA_DIR: dataDir, PORT: port } = loadLaunchConfig(process.env);
  const system = await launchServices({ dataDir, port, env: process.env, console: process.stdout, whenOpened });
  const { url, logFile, managementUrl, addresses, stop } = system;
  return {
    url,
    logFile,
    close: stop,
    addresses: { ...addresses, ...(managementUrl ? { RabbitMQ: managementUrl } : {}) },
  };
});
