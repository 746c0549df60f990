import { forgetFiles } from '../src/layout-shift.js';
import type { CabinetPage } from '../src/pages.js';
import { type People, preparePeople } from '../src/people.js';
import type { Visitor, VisitorOptions } from '../src/visitor.js';
import { adminUrl, arriveToStay, leaveTogether, systemUrl } from './system.js';

/** Those who look at one page after the other: a new tab costs more than all that is looked at in it. */
export class Readers {
  private readonly known = new Map<string, Promise<Visitor>>();

  private constructor(private readonly people: People) {}

  static async prepare(): Promise<Readers> {
    return new Readers(await preparePeople(systemUrl(), adminUrl()));
  }

  /** Opens a page as the one who sees it so. @returns the status, too. */
  async open(
    { who, path }: CabinetPage,
    options: Pick<VisitorOptions, 'language' | 'script'>,
  ): Promise<{ visitor: Visitor; status: number }> {
    const visitor = await this.readerOf(who, options);
    const status = await visitor.open(typeof path === 'string' ? path : await path(this.people));
    return { visitor, status };
  }

  leave(): Promise<void> {
    return leaveTogether();
  }

  private readerOf(who: CabinetPage['who'], options: Pick<VisitorOptions, 'language' | 'script'>): Promise<Visitor> {
    const key = JSON.stringify([who, options]);
    const reader = this.known.get(key) ?? this.arrive(who, options);
    this.known.set(key, reader);
    return reader;
  }

  private async arrive(who: CabinetPage['who'], options: VisitorOptions): Promise<Visitor> {
    const visitor = await arriveToStay({ ...options, ...(who === 'nobody' ? {} : { as: this.people[who] }) });
    // Files come as late as on a first visit: what moves then is to be seen.
    await forgetFiles(visitor.page);
    return visitor;
  }
}
