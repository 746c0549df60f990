import { errorReference } from './error-catalogue.js';
import { eventCatalogue } from './event-catalogue.js';

/** The documents that are made from the code, where they stand, and what stands in them. */
export const referenceDocs = [
  { url: new URL('../../../../docs/events.md', import.meta.url), content: eventCatalogue },
  { url: new URL('../../../../docs/errors.md', import.meta.url), content: errorReference },
];
