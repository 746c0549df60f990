import type { Visitor } from './visitor.js';

/** An event as it came over the wire. */
export interface HeardEvent {
  name: string;
  data: Record<string, unknown>;
}

/** Hears what the page's stream of live updates brings, below anything that the page makes of it. */
export class LiveEar {
  readonly events: HeardEvent[] = [];
  private waiting: (() => void)[] = [];

  private constructor() {}

  /** Before the page is opened. */
  static async of({ context, page }: Visitor): Promise<LiveEar> {
    const ear = new LiveEar();
    const network = await context.newCDPSession(page);
    network.on('Network.eventSourceMessageReceived', ({ eventName, data }) => {
      ear.events.push({ name: eventName, data: JSON.parse(data) });
      for (const wake of ear.waiting.splice(0)) wake();
    });
    await network.send('Network.enable');
    return ear;
  }

  /** Waits until such an event has come. */
  async hears(name: string, data: Record<string, unknown> = {}): Promise<void> {
    const isWanted = (event: HeardEvent) =>
      event.name === name && Object.entries(data).every(([key, value]) => event.data[key] === value);
    while (!this.events.some(isWanted)) {
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
      });
    }
  }
}

/** Opens a page, and waits until it is told live of what happens. */
export async function openLive(visitor: Visitor, path: string): Promise<void> {
  const stream = streamOpened(visitor);
  await visitor.open(path);
  await stream;
}

export async function streamOpened({ page }: Visitor): Promise<void> {
  await page.waitForResponse((response) => isStream(response.url()) && response.status() === 200);
}

/** Waits until the page has let go of its stream. */
export async function streamClosed({ page }: Visitor): Promise<void> {
  await page.waitForEvent('requestfailed', (request) => isStream(request.url()));
}

const isStream = (url: string) => new URL(url).pathname === '/live';

/** As the browser tells a page whose tab another one covers, or that is seen again. */
export async function setHidden({ page }: Visitor, isHidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);
}
