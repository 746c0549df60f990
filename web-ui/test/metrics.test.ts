import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import supertest from 'supertest';
import { startCabinet } from './cabinet-fixture.js';

describe('GET /metrics of the cabinet', () => {
  it('counts its pages by their pattern, those that fail too', async () => {
    const cabinet = await startCabinet();
    const client = supertest(cabinet.url);
    for (const path of ['/', '/job/1', '/job/2', '/predict', '/nowhere']) await client.get(path);
    const counts = await eventually('all counted', async () => {
      const { text } = await client
        .get('/metrics')
        .expect(200)
        .expect('Content-Type', /^text\/plain/);
      const lines = text.matchAll(/^http_request_duration_seconds_count\{.*route="([^"]+)",status="(\d+)"\} (\d+)$/gm);
      const found = [...lines].map(([, route, status, times]) => `${route} ${status} ${times}`);
      return found.length >= 4 && found;
    });
    expect(counts).to.include.members(['/ 200 1', '/job/:id 303 2', '/predict 303 1', 'none 404 1']);
    await cabinet.close();
  });
});
