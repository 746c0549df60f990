import request from 'supertest';
import type { Answer, PredictionFixture } from '../prediction-fixture.js';

const path = '/api/predict/quote';

/** Asks what a JSON submit would cost. */
export function askQuote(
  { service }: PredictionFixture,
  token: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const call = request(service.url).post(path).set('Authorization', `Bearer ${token}`).set(headers);
  return call.send(body as object) as unknown as Promise<Answer>;
}

/** Asks what a form with this file would cost. */
export function askFileQuote(
  { service }: PredictionFixture,
  token: string,
  file: string | Buffer,
  fields: Record<string, string> = {},
): Promise<Answer> {
  const call = request(service.url).post(path).set('Authorization', `Bearer ${token}`);
  for (const [field, value] of Object.entries(fields)) call.field(field, value);
  return call.attach('file', Buffer.from(file), 'a.csv') as unknown as Promise<Answer>;
}
