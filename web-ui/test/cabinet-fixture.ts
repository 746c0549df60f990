import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInProcessBroker, type InProcessBroker } from '@coincast/shared/messaging';
import { createLogger } from '@coincast/shared/observability';
import supertest from 'supertest';
import { startWebUi } from '../src/service.js';
import { FakeGateway, goodToken } from './fake-gateway.js';

export const silent = createLogger('web-ui', 'silent');

export interface Cabinet {
  url: string;
  gateway: FakeGateway;
  /** Where its events come from, with BROKER=in-process. */
  broker: InProcessBroker;
  /** Where files wait. */
  draftDir: string;
  /** As a browser asks for a page. */
  get(path: string, headers?: Record<string, string>): supertest.Test;
  /** As a browser sends a form from a page of ours. */
  post(path: string, fields?: Record<string, string>, headers?: Record<string, string>): supertest.Test;
  close(): Promise<void>;
}

export const signedIn = { Cookie: `access_token=${goodToken}; account_email=ann%40example.com` };

/** The cabinet before a small server that answers as the gateway does. */
export async function startCabinet(env: Record<string, string> = {}, now?: () => number): Promise<Cabinet> {
  const gateway = await FakeGateway.start();
  const broker = createInProcessBroker();
  const draftDir = mkdtempSync(join(tmpdir(), 'coincast-cabinet-'));
  const given = { API_BASE: gateway.url, API_TIMEOUT_MS: '2000', BROKER: 'in-process', DRAFT_DIR: draftDir, ...env };
  const web = await startWebUi(given, { logger: silent, broker, ...(now ? { now } : {}) });
  return {
    url: web.url,
    gateway,
    broker,
    draftDir,
    get: (path, headers = {}) =>
      supertest(web.url).get(path).set('Accept', 'text/html').set('Accept-Language', 'en').set(headers),
    post: (path, fields = {}, headers = {}) =>
      supertest(web.url)
        .post(path)
        .type('form')
        .set({ Accept: 'text/html', 'Accept-Language': 'en', Origin: web.url, ...headers })
        .send(fields),
    close: async () => {
      await web.close();
      await gateway.close();
      rmSync(draftDir, { recursive: true, force: true });
    },
  };
}

/** The cookies that an answer sets, by name, with their attributes. */
export function cookiesOf(headers: Record<string, unknown>): Record<string, string> {
  const lines = headers['set-cookie'];
  const list: string[] = Array.isArray(lines) ? lines.map(String) : [];
  return Object.fromEntries(list.map((line) => [line.split('=')[0] ?? '', line]));
}
