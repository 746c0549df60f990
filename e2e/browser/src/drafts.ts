import type { Buyer } from '@coincast/e2e/buyer';

/**
 * Sends a file as the form of `/predict` does.
 * @returns the address of its preview.
 */
export async function makeDraft({ url, token }: Buyer, csv: string, name: string): Promise<string> {
  const body = new FormData();
  body.set('file', new Blob([csv], { type: 'text/csv' }), name);
  const response = await fetch(`${url}/predict`, {
    method: 'POST',
    body,
    headers: { accept: 'application/json', cookie: `access_token=${token}`, origin: url },
  });
  const text = await response.text();
  const [, location] = /"location":"([^"]*)"/.exec(text) ?? [];
  if (location === undefined) throw new Error(`The file was refused with ${response.status}: ${text}`);
  return location;
}
