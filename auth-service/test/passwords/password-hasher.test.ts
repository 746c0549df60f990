import { Problem } from '@coincast/shared/http';
import { eventually } from '@coincast/shared/testing';
import { expect } from 'chai';
import { PasswordHasher } from '../../src/passwords/password-hasher.js';

describe('PasswordHasher', () => {
  const hasher = new PasswordHasher({ threads: 2, maxWaiting: 2, idleTimeoutMs: 50 });
  after(() => hasher.onApplicationShutdown());

  it('hashes with argon2id at the OWASP parameters and a fresh salt', async () => {
    const [one, other] = await Promise.all([hasher.hash('secret'), hasher.hash('secret')]);
    expect(one).to.match(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.to.equal(other);
  });

  it('verifies', async () => {
    const hash = await hasher.hash('secret');
    expect(await hasher.verify('secret', hash)).to.equal(true);
    expect(await hasher.verify('Secret', hash)).to.equal(false);
    expect(await hasher.verify('secret', undefined)).to.equal(false);
  });

  it('refuses at once what exceeds its threads and its queue, and goes on afterwards', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 7 }, () => hasher.hash('secret')));
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).to.have.length(3);
    expect(refused[0]).to.be.instanceOf(Problem).and.to.deep.include({ code: 'unavailable' });
    expect(refused[0].extras.retryAfterSeconds).to.be.greaterThan(0);
    await hasher.hash('secret');
  });

  it('starts threads when first needed, and lets them go when idle', async () => {
    expect(new PasswordHasher({ threads: 2, maxWaiting: 2 }).threads).to.equal(0);
    await hasher.hash('secret');
    expect(hasher.threads).to.be.greaterThan(0);
    await eventually('the threads are gone', () => hasher.threads === 0);
    await hasher.hash('secret');
  });
});
