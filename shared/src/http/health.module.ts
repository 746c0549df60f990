import { type DynamicModule, Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';

/** Serves `/health/live` and `/health/ready`. */
@Module({})
export class HealthModule {
  static forRoot(): DynamicModule {
    return { module: HealthModule, controllers: [HealthController] };
  }
}
