import { type Db, database } from '@coincast/shared/database';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { generateStoredKey, type PublicJwk, readStoredKey, type SigningKey } from './signing-key.js';
import { SigningKeysRepository } from './signing-keys.repository.js';

/** A replica signs with a newly added key at the latest after this long. */
const signingMaxAgeMs = 60_000;
/** A newly added key is published at the latest after this long; also bounds what forged key ids make us read. */
const publishedMaxAgeMs = 1_000;

/** The keys that all replicas share. The newest signs; those before it are published until they retire. */
@Injectable()
export class SigningKeys implements OnModuleInit {
  private keys: SigningKey[] = [];
  private loadedAtMs = Number.NEGATIVE_INFINITY;
  private loading: Promise<void> | undefined;

  constructor(
    @Inject(database) private readonly db: Db,
    private readonly repository: SigningKeysRepository,
  ) {}

  /** Makes the first key; of several replicas that start at once, one does. */
  async onModuleInit(): Promise<void> {
    await this.db.transaction(async (trx) => {
      await this.repository.lock(trx);
      const keys = await this.repository.list(trx);
      if (!keys.some(({ retiring }) => !retiring)) await this.repository.insert(trx, await generateStoredKey());
    });
    await this.load();
  }

  /** The key to sign with. */
  async newest(): Promise<SigningKey> {
    await this.refresh(signingMaxAgeMs);
    const key = this.keys.find(({ retiring }) => !retiring);
    if (!key) throw new Error('There is no signing key; restart auth-service to make one');
    return key;
  }

  /** The PEM of a public key, for checking our own tokens. */
  async publicKey(kid: string): Promise<string | undefined> {
    const find = () => this.keys.find((key) => key.kid === kid)?.publicPem;
    const known = find();
    // A known key does not wait for the database; that it has retired is seen the next time.
    if (known) void this.refresh(signingMaxAgeMs);
    else await this.refresh(publishedMaxAgeMs);
    return known ?? find();
  }

  /** What everybody may know, newest first. */
  async published(): Promise<PublicJwk[]> {
    await this.refresh(publishedMaxAgeMs);
    return this.keys.map(({ publicJwk }) => publicJwk);
  }

  private async refresh(maxAgeMs: number): Promise<void> {
    if (performance.now() - this.loadedAtMs < maxAgeMs) return;
    this.loading ??= this.load().finally(() => {
      this.loading = undefined;
    });
    // The keys at hand stay good while the database is away: tokens can still be checked.
    await this.loading.catch(() => undefined);
  }

  private async load(): Promise<void> {
    const stored = await this.repository.list(this.db);
    const known = new Map(this.keys.map((key) => [key.kid, key]));
    this.keys = stored.map((key) => ({ ...(known.get(key.kid) ?? readStoredKey(key)), retiring: key.retiring }));
    this.loadedAtMs = performance.now();
  }
}
