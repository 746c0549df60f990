import { parentPort, workerData } from 'node:worker_threads';

/** What the thread that watches over a reader process is told when it starts. */
export interface WatchdogLimits {
  maxRssBytes: number;
  /** The service; when it is gone, so is the reader. */
  parentPid: number;
}

// While a file is read the process's own thread hears nothing, so another one looks: SIGKILL needs no cooperation.
const lookEveryMs = 20;
const { maxRssBytes, parentPid }: WatchdogLimits = workerData;

let timer: NodeJS.Timeout | undefined;
parentPort?.on('message', (reading: boolean) => {
  clearInterval(timer);
  timer = reading ? setInterval(look, lookEveryMs) : undefined;
});

function look(): void {
  if (process.memoryUsage.rss() > maxRssBytes || process.ppid !== parentPid) process.kill(process.pid, 'SIGKILL');
}
