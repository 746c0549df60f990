import type { ServiceOpenApi } from '@coincast/shared/http';
import { Controller, Get } from '@nestjs/common';

/** The part of the public API that this service answers; the gateway merges it with the others'. */
@Controller('openapi.json')
export class OpenApiController {
  @Get()
  async document(): Promise<ServiceOpenApi> {
    // Made from the schemas when first asked for, so that no start waits for it.
    return (await import('./openapi.js')).predictionOpenApi;
  }
}
