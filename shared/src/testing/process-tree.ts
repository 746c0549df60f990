import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc, fixed on Linux. */
const ticksPerSecond = 100;
const pageBytes = 4096;

interface ProcessStat {
  pid: number;
  /** The name of its program: `node`, `postgres`. */
  command: string;
  parent: number;
  cpuMs: number;
  rssBytes: number;
}

/** What a group of processes has used so far. */
export interface Usage {
  cpuMs: number;
  /** Resident memory, summed; shared pages count once a process. */
  rssBytes: number;
}

/**
 * Of all processes below `root`, itself not included. CPU of those that have ended is lost.
 * @param counts which of them, by the name of their program; all, when left out.
 */
export function usageBelow(root: number, counts: (command: string) => boolean = () => true): Usage {
  const below = descendants(root).filter(({ command }) => counts(command));
  return {
    cpuMs: below.reduce((total, { cpuMs }) => total + cpuMs, 0),
    rssBytes: below.reduce((total, { rssBytes }) => total + rssBytes, 0),
  };
}

/** Of one process. */
export function usageOf(pid: number): Usage {
  const { cpuMs, rssBytes } = readStat(pid) ?? { cpuMs: 0, rssBytes: 0 };
  return { cpuMs, rssBytes };
}

/** Of a service with the processes that it has started to read files; a database that it runs is not counted. */
export function memoryOfService(pid: number): number {
  return usageOf(pid).rssBytes + usageBelow(pid, (command) => command !== 'postgres').rssBytes;
}

/** CPU of each part and all its children since the start, in milliseconds. */
export function cpuMsByPart(pids: Record<string, number>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(pids).map(([part, pid]) => [part, usageOf(pid).cpuMs + usageBelow(pid).cpuMs]),
  );
}

function descendants(root: number): ProcessStat[] {
  const all = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => readStat(Number(entry)) ?? []);
  const found: ProcessStat[] = [];
  const parents = [root];
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    for (const stat of all) {
      if (stat.parent !== parent) continue;
      found.push(stat);
      parents.push(stat.pid);
    }
  }
  return found;
}

function readStat(pid: number): ProcessStat | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return undefined; // it has just ended
  }
  const nameEnd = text.lastIndexOf(')');
  const fields = text.slice(nameEnd + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3]); // proc(5) counts from 1, the first here is state, 3
  return {
    pid,
    command: text.slice(text.indexOf('(') + 1, nameEnd),
    parent: field(4),
    cpuMs: ((field(14) + field(15)) / ticksPerSecond) * 1000,
    rssBytes: field(24) * pageBytes,
  };
}
