import { type DynamicModule, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { HealthController } from './health.controller.js';

/** Serves `/health/live` and `/health/ready`. */
@Module({})
export class HealthModule {
  static forRoot(): DynamicModule {
    return {
      module: HealthModule,
      // Whoever asks hears what is wrong; a line for each probe would bury the log.
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [HealthController],
    };
  }
}
