import type { Logger } from '@coincast/shared/observability';
import type Joi from 'joi';
import type { KeepOptions, Store } from './store.js';

export interface RecordsOptions<Value> extends KeepOptions {
  store: Store;
  /** `order:`; the id follows. */
  prefix: string;
  /** What was stored by another version of the bot and does not fit counts as absent. */
  schema: Joi.Schema<Value>;
  logger: Logger;
}

/** Records of one kind, checked when they are read. */
export class Records<Value> {
  constructor(private readonly options: RecordsOptions<Value>) {}

  async get(id: string | number): Promise<Value | undefined> {
    const { store, schema, logger } = this.options;
    const key = this.keyOf(id);
    const stored = await store.get(key);
    if (stored === undefined) return undefined;
    const { value, error } = schema.validate(stored, { convert: false });
    if (error) {
      // Not Joi's messages: they may show values.
      const fields = error.details.map(({ path, type }) => `${path.join('.')}: ${type}`);
      logger.warn({ key, fields }, 'what was remembered does not fit and counts as forgotten');
      return undefined;
    }
    return value;
  }

  /** Its time to live begins anew. */
  set(id: string | number, value: Value): Promise<void> {
    return this.options.store.set(this.keyOf(id), value, this.keeping());
  }

  delete(id: string | number): Promise<void> {
    return this.options.store.delete(this.keyOf(id));
  }

  async ids(): Promise<string[]> {
    const { store, prefix } = this.options;
    return (await store.keys(prefix)).map((key) => key.slice(prefix.length));
  }

  private keyOf(id: string | number): string {
    return `${this.options.prefix}${id}`;
  }

  private keeping(): KeepOptions {
    const { ttlMs } = this.options;
    return ttlMs === undefined ? {} : { ttlMs };
  }
}
