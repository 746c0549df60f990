import { expect } from 'chai';
import { findRoute, routingTable } from '../../src/routing/routes.js';

describe('routing table', () => {
  const table = routingTable({ maxUploadBytes: 50_000_000, smallBodyTimeoutMs: 1_000 });
  const cases: [string, string][] = [
    ['/api/auth/register', 'auth public credentials'],
    ['/api/auth/login/', 'auth public credentials'],
    ['/api/auth/link-codes', 'auth token general'],
    ['/api/auth/link-codes/redeem', 'auth public credentials'],
    ['/api/auth/link-codes/redeem/', 'auth public credentials'],
    ['/api/auth/login/x', 'auth token general'],
    ['/api/auth/users', 'auth token general'],
    ['/api/account/balance', 'billing token general'],
    ['/api/account/7/top-up', 'billing token general'],
    ['/api/models', 'prediction public general'],
    ['/api/models/catalog', 'prediction public general'],
    ['/api/predict/', 'prediction token general'],
    ['/api/predict/7/export', 'prediction token general'],
    ['/api/predict/quote', 'prediction token general'],
    ['/api/predict/quote/', 'prediction token general'],
  ];
  for (const [path, expected] of cases) {
    it(`${path}: ${expected}`, () => {
      const route = findRoute(table, path);
      expect(`${route?.service} ${route?.access} ${route?.rateLimit}`).to.equal(expected);
    });
  }

  it('a quote takes as much as a submit', () => {
    expect(findRoute(table, '/api/predict/quote')?.body).to.deep.equal(findRoute(table, '/api/predict/')?.body);
  });

  it('only predictions take more than 64 KiB', () => {
    expect(table.filter(({ body }) => body.maxBytes > 64 * 1024).map(({ path }) => path)).to.deep.equal([
      '/api/predict',
    ]);
  });
});
