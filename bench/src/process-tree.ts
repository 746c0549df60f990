import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc, fixed on Linux. */
const ticksPerSecond = 100;
const pageBytes = 4096;

interface ProcessStat {
  pid: number;
  parent: number;
  name: string;
  cpuMs: number;
  rssBytes: number;
}

/** What a group of processes has used so far. */
export interface Usage {
  cpuMs: number;
  /** Resident memory, summed; shared pages count once a process. */
  rssBytes: number;
}

/** Of the processes below `root` (itself not included), those whose name `select` accepts. CPU of the ended ones is lost. */
export function usageBelow(root: number, select: (name: string) => boolean = () => true): Usage {
  const below = descendants(root).filter(({ name }) => select(name));
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

/** CPU of the processes below `root` by name, for the question where it goes. */
export function cpuByName(root: number): Record<string, number> {
  const byName: Record<string, number> = {};
  for (const { name, cpuMs } of descendants(root)) byName[name] = (byName[name] ?? 0) + cpuMs;
  return byName;
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
    parent: field(4),
    name: text.slice(text.indexOf('(') + 1, nameEnd),
    cpuMs: ((field(14) + field(15)) / ticksPerSecond) * 1000,
    rssBytes: field(24) * pageBytes,
  };
}
