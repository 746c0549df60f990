import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import supertest from 'supertest';
import { type Cabinet, signedIn } from './cabinet-fixture.js';

const rows = ['1', '2', '3', '4', '12 4O7', '6', '7', '8'];
/** Seven valid rows, and one that is not. */
export const good = `ts,y\n${rows.map((y, hour) => `2026-10-01T0${hour}:00,${y}`).join('\n')}\n`;
export const russian = { 'Accept-Language': 'ru' };
export const attack = `"><script>alert(1)</script>`;

export const draftOf = (location: unknown) => /draft=([0-9a-f]{32})/.exec(String(location))?.[1] ?? '';

/** What visitors do on the page that makes a forecast. */
export function forecastPage(cabinet: () => Cabinet) {
  const send = (content: string | Buffer, name = 'load.csv', headers: Record<string, string> = {}) =>
    supertest(cabinet().url)
      .post('/predict')
      .set({ Accept: 'text/html', 'Accept-Language': 'en', Origin: cabinet().url, ...signedIn, ...headers })
      .attach('file', Buffer.from(content), name);
  const paste = (rows: string) =>
    supertest(cabinet().url)
      .post('/predict')
      .set({ Accept: 'text/html', 'Accept-Language': 'en', Origin: cabinet().url, ...signedIn })
      .field('rows', rows);
  const newDraft = async (content = good, name?: string) => draftOf((await send(content, name)).headers['location']);
  const order = (draft: string, more: Record<string, string> = {}) =>
    cabinet().post('/predict/buy', { draft, model_name: 'Auto', horizon: '3', shown: '3', ...more }, signedIn);
  /** Files that wait, without what is written beside them. */
  const filesLeft = () =>
    readdirSync(cabinet().draftDir).flatMap((folder) =>
      readdirSync(join(cabinet().draftDir, folder)).filter((name) => !name.endsWith('.json')),
    );
  return { send, paste, newDraft, order, filesLeft };
}
