import { Controller, type DynamicModule, Get, Inject, Module, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Registry } from 'prom-client';

/** `@Inject(metricsRegistry) registry: Registry` */
export const metricsRegistry = Symbol('metrics registry');

/** For Prometheus, on the service's own port; the gateway has no route to it. */
@Controller('metrics')
class MetricsController {
  constructor(@Inject(metricsRegistry) private readonly registry: Registry) {}

  @Get()
  async metrics(@Res() response: Response): Promise<void> {
    response.setHeader('Content-Type', this.registry.contentType);
    response.end(await this.registry.metrics());
  }
}

/** Serves `GET /metrics`. Each service has a registry of its own, so that several fit into one process. */
@Module({})
export class MetricsModule {
  static forRoot(registry: Registry): DynamicModule {
    const provider = { provide: metricsRegistry, useValue: registry };
    return {
      module: MetricsModule,
      global: true,
      controllers: [MetricsController],
      providers: [provider],
      exports: [provider],
    };
  }
}
