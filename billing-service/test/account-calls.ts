import { expect } from 'chai';
import request from 'supertest';
import type { BillingStack } from './billing-fixture.js';

export type Headers = Record<string, string>;

/** `GET path` as this user. */
export const get = ({ service, bearer }: BillingStack, userId: number, path: string) =>
  request(service.url).get(path).set(bearer(userId));

/** `POST /api/account/top-up` as this user; a string is sent as it is. */
export const topUp = (
  { service, bearer }: BillingStack,
  userId: number,
  body: object | string | undefined,
  headers: Headers = {},
) =>
  request(service.url)
    .post('/api/account/top-up')
    .set({ 'Content-Type': 'application/json', ...bearer(userId), ...headers })
    .send(body);

export function expectProblem(response: request.Response, status: number, code: string, detail: RegExp): void {
  expect(response.status).to.equal(status);
  expect(response.type).to.equal('application/problem+json');
  expect(response.body).to.include({ status, code });
  expect(response.body.detail).to.match(detail);
}
