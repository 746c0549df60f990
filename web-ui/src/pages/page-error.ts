/** What a page can end in instead of what was asked for. */
export type PageErrorKind =
  | 'not_found'
  | 'unavailable'
  | 'too_many_requests'
  | 'foreign_form'
  | 'bad_form'
  | 'internal';

/** Thrown anywhere in a request, shown as a page of words. */
export class PageError extends Error {
  constructor(readonly kind: PageErrorKind) {
    super(kind);
    this.name = 'PageError';
  }
}
