import { expect } from 'chai';
import { connectDatabase, isTransientDatabaseError } from '../../src/database/index.js';
import { testPostgresUrl } from '../../src/testing/index.js';

const coded = (code: string) => Object.assign(new Error('database'), { code });

describe('a transient database error', () => {
  it('is one that the same statement may survive later', () => {
    for (const code of [
      '08006',
      '40001',
      '40P01',
      '53300',
      '57P01',
      '57P03',
      'ECONNREFUSED',
      'ECONNRESET',
      '3D000',
      '28P01',
      '42P01',
    ]) {
      expect(isTransientDatabaseError(coded(code)), code).to.equal(true);
    }
    expect(isTransientDatabaseError(new Error('Connection terminated unexpectedly'))).to.equal(true);
  });

  it('is not a statement that is wrong', () => {
    for (const code of ['23505', '23514', '22003', '42703', '42501', '57014', '']) {
      expect(isTransientDatabaseError(coded(code)), code).to.equal(false);
    }
    for (const thrown of [new Error('no'), 'ECONNREFUSED', null, undefined, { code: '57P01' }]) {
      expect(isTransientDatabaseError(thrown)).to.equal(false);
    }
  });

  it('is what knex throws when the server is away or ends the connection', async () => {
    const url = new URL(testPostgresUrl());
    url.port = '1';
    const away = connectDatabase(url.href, { applicationName: 'test', poolSize: 1 });
    expect(isTransientDatabaseError(await away.raw('SELECT 1').catch((error: unknown) => error))).to.equal(true);
    await away.destroy();
    const there = connectDatabase(testPostgresUrl(), { applicationName: 'test', poolSize: 1 });
    const ended = await there.raw('SELECT pg_terminate_backend(pg_backend_pid())').catch((error: unknown) => error);
    expect(isTransientDatabaseError(ended)).to.equal(true);
    await there.destroy();
  });
});
