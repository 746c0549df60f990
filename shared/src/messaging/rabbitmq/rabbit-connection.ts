import type { Logger } from '../../observability/index.js';

export interface RabbitOptions {
  url: string;
  service: string;
  logger: Logger;
}
