import type { Observability } from '../observability/index.js';
import type { InProcessBroker } from './in-process/in-process-broker.js';

/** What ties a service to its process. */
export interface ServiceRim extends Observability {
  /** The broker of this process, where `BROKER` is `in-process`. */
  broker?: InProcessBroker | undefined;
}
