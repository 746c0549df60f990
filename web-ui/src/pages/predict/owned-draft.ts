import type { Request } from 'express';
import type { Draft } from '../../drafts/draft.js';
import { type Site, sessionOf } from '../site.js';

/** The visitor's draft of this id, once the API has accepted the token; undefined when there is none. */
export async function ownedDraft(site: Site, { visit }: Request, id: unknown): Promise<Draft | undefined> {
  const { id: ownerId } = await site.api.auth.me(sessionOf(visit));
  return site.drafts.find(id, ownerId);
}
