import { Problem } from '@coincast/shared/http';

export const noSuchJob = () =>
  new Problem('not_found', 'You have no such job. `GET /api/predict/history` lists yours.');

/**
 * The id of a job out of a path.
 * @throws Problem `not_found` for what cannot be an id.
 */
export function jobId(text: string): number {
  const id = Number(text);
  if (!/^[1-9]\d{0,15}$/.test(text) || !Number.isSafeInteger(id)) throw noSuchJob();
  return id;
}
