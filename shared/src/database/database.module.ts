import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { connectDatabase, type DatabaseOptions, type Db } from './connect.js';
import { database } from './database-token.js';

/** Gives a service its pool, and closes it last, when requests and consumers have finished. */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  static forRoot(url: string, options: DatabaseOptions): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [{ provide: database, useFactory: () => connectDatabase(url, options) }],
      exports: [database],
    };
  }

  constructor(@Inject(database) private readonly db: Db) {}

  async onApplicationShutdown(): Promise<void> {
    await this.db.destroy();
  }
}
