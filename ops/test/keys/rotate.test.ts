import { startAuthService } from '@coincast/auth-service/service';
import { withDatabase } from '@coincast/ops/database';
import { rotateKeys } from '@coincast/ops/keys/signing-keys';
import { type RunningService, TokenVerifier } from '@coincast/shared/http';
import { createInProcessBroker } from '@coincast/shared/messaging';
import { createLogger } from '@coincast/shared/observability';
import { createTestDatabase, eventually, type TestDatabase } from '@coincast/shared/testing';
import { migrations } from '@coincast/standalone/database';
import { expect } from 'chai';
import { runOps } from '../run-ops.js';

/** Above what verifiers need (a second to publish, five to look again), and short enough for a test. */
const leadSeconds = 7;
const person = { email: 'ann@example.com', password: 'correct horse' };

const kidOf = (token: string): string => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()).kid;

/** A token whose key nobody has: whoever checks it looks at the published keys, and not again for a while. */
const forged = (header = { alg: 'RS256', kid: 'forged' }) =>
  `Bearer ${Buffer.from(JSON.stringify(header)).toString('base64url')}.e30.AAAA`;

describe('ops keys', function () {
  this.timeout(60_000);
  let database: TestDatabase;
  const replicas: RunningService[] = [];
  const jwksOf = ({ url }: RunningService) => `${url}/.well-known/jwks.json`;

  const post = async ({ url }: RunningService, path: string): Promise<string> => {
    const response = await fetch(`${url}/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(person),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  };

  before(async () => {
    database = await createTestDatabase(migrations);
    for (let n = 0; n < 2; n++) {
      replicas.push(
        await startAuthService(
          {
            BROKER: 'in-process',
            DATABASE_URL: database.urls.auth.serviceUrl,
            DATABASE_POOL_SIZE: '2',
            PASSWORD_THREADS: '1',
            INTERNAL_TOKEN: 'x'.repeat(32),
          },
          { broker: createInProcessBroker(), logger: createLogger('auth-service', 'silent') },
        ),
      );
    }
  });
  after(async () => {
    await Promise.all(replicas.map((replica) => replica.close()));
    await database.drop();
  });

  it('rotate under use: every token is good everywhere at every moment, old and new', async () => {
    const [one, other] = replicas;
    if (!one || !other) throw new Error('No replicas');
    const oldToken = await post(one, 'register');
    const verifiers = [one, other, one, other].map((replica) => new TokenVerifier(jwksOf(replica)));
    const isGood = (token: string) => Promise.all(verifiers.map((verifier) => verifier.verify(`Bearer ${token}`)));
    await isGood(oldToken);

    // The worst moment to rotate: all have just looked at the published keys and will not look again for seconds.
    for (const verifier of verifiers) await verifier.verify(forged()).catch(() => undefined);
    await withDatabase((client) => rotateKeys(client, leadSeconds), database.adminUrl);

    const refused: unknown[] = [];
    const signedBy = new Set<string>();
    await eventually(
      'both replicas sign with the new key',
      async () => {
        const tokens = await Promise.all([post(one, 'login'), post(other, 'login')]);
        for (const token of [...tokens, oldToken]) await isGood(token).catch((error: unknown) => refused.push(error));
        // Somebody looks at the published keys all the time, which makes replicas see a new one sooner than in a minute.
        await Promise.all([fetch(jwksOf(one)), fetch(jwksOf(other))]);
        for (const token of tokens) signedBy.add(kidOf(token));
        return tokens.every((token) => kidOf(token) !== kidOf(oldToken));
      },
      20_000,
    );
    expect(refused).to.deep.equal([]);
    expect(signedBy.size).to.equal(2);
  });

  it('list shows each key with its state and its end, and no secret', async () => {
    const run = await eventually('the old key retires', async () => {
      await Promise.all(replicas.map((replica) => fetch(jwksOf(replica))));
      const listed = await runOps(['keys', 'list', '--json'], { POSTGRES_URL: database.adminUrl });
      return listed.json.keys.at(-1).retires_at !== null && listed;
    });
    const [signing, retiring, ...more] = run.json.keys;
    expect(more).to.deep.equal([]);
    expect(signing).to.include({ state: 'signing', retires_at: null });
    expect(retiring).to.include({ state: 'retiring' });
    expect(Date.parse(retiring.retires_at)).to.be.above(Date.now() + 1_440 * 60_000);
    expect(run.out).to.not.contain('PRIVATE');
    const { out } = await runOps(['keys', 'list'], { POSTGRES_URL: database.adminUrl });
    expect(out).to.match(new RegExp(`signing +${signing.kid} .*-\nretiring +${retiring.kid} `));
  });

  it('rotate from the command line says from when the new key signs, and does not rotate twice at once', async () => {
    const first = await runOps(['keys', 'rotate', '--json'], { POSTGRES_URL: database.adminUrl });
    expect(first.code).to.equal(0);
    expect(first.json.key.state).to.equal('next');
    expect(first.out).to.not.contain('PRIVATE');
    const second = await runOps(['keys', 'rotate'], { POSTGRES_URL: database.adminUrl });
    expect([second.code, second.out]).to.deep.equal([3, '']);
    expect(second.err).to.contain(first.json.key.kid);
  });
});
