import { type EventStream, openEventStream, usageOf } from '@coincast/shared/testing';
import type { Figure } from './report.js';
import type { BenchSystem } from './scenarios.js';

const connections = 500;
const idleMs = 10_000;

/** What 500 open pages cost the process that holds them, while nothing happens: memory and processor time. */
export async function live({ url, users, kind, pids }: BenchSystem): Promise<Figure[]> {
  const pid = pids['web-ui'] ?? pids['standalone'];
  if (pid === undefined) throw new Error('The process of the cabinet was not found');
  const before = usageOf(pid).rssBytes;
  const streams: EventStream[] = [];
  try {
    for (let i = 0; i < connections; i++) {
      const stream = await openEventStream(`${url}/live`, { cookie: `access_token=${users[i % users.length]?.token}` });
      if (stream.status !== 200) throw new Error(`Stream ${i} was answered ${stream.status}`);
      streams.push(stream);
    }
    const opened = usageOf(pid);
    await new Promise((resolve) => setTimeout(resolve, idleMs));
    const after = usageOf(pid);
    if (streams.some((stream) => stream.hasEnded())) throw new Error('A stream ended by itself');
    const kilobytes = (after.rssBytes - before) / 1024 / connections;
    const percent = (100 * (after.cpuMs - opened.cpuMs)) / idleMs;
    return [
      {
        system: kind,
        name: 'memory of an open page, 500 of them',
        value: kilobytes,
        unit: 'kB',
        target: '<= 100 kB',
        reached: kilobytes <= 100,
      },
      {
        system: kind,
        name: 'processor, 500 open pages, idle',
        value: percent,
        unit: '% of a core',
        target: '<= 5 %',
        reached: percent <= 5,
      },
    ];
  } finally {
    for (const stream of streams) stream.close();
  }
}
