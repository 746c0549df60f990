import { InProcessBroker, type SerializedEvent } from '@coincast/shared/messaging';

/** What may happen to an event on its way. */
export type Mishap = 'none' | 'doubled' | 'delayed' | 'lost';

const longestDelayMs = 1_500;

/** A broker that confirms everything and then doubles, delays (and so reorders) or loses events, as its dice say. */
export class UnreliableBroker extends InProcessBroker {
  readonly counts: Record<Mishap, number> = { none: 0, doubled: 0, delayed: 0, lost: 0 };
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(private readonly random: () => number) {
    super({});
  }

  override async publish(events: readonly SerializedEvent[]): Promise<void> {
    for (const event of events) {
      const mishap = this.mishap();
      this.counts[mishap]++;
      if (mishap === 'none' || mishap === 'doubled') await super.publish([event]);
      if (mishap === 'doubled') for (let copy = 0; copy < 3; copy++) this.publishLater(event);
      if (mishap === 'delayed') this.publishLater(event);
    }
  }

  /** Forgets what is still on its way. */
  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }

  private mishap(): Mishap {
    const dice = this.random();
    if (dice < 0.4) return 'none';
    if (dice < 0.7) return 'doubled';
    return dice < 0.95 ? 'delayed' : 'lost';
  }

  private publishLater(event: SerializedEvent): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void super.publish([event]);
    }, this.random() * longestDelayMs);
    this.timers.add(timer);
  }
}
