import { type ServiceOpenApi } from '@coincast/shared/http';
import { Controller, Get } from '@nestjs/common';
import { predictionOpenApi } from './openapi.js';

/** The part of the public API that this service answers; the gateway merges it with the others'. */
@Controller('openapi.json')
export class OpenApiController {
  @Get()
  document(): ServiceOpenApi {
    return predictionOpenApi;
  }
}
