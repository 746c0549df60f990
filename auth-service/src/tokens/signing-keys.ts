import type { Db } from '@coincast/shared/database';
import { generateSigningKey } from '@coincast/shared/signing-keys';
import type { OnModuleInit } from '@nestjs/common';
import { type PublicJwk, readStoredKey, type SigningKey, type StoredKey } from './signing-key.js';
import type { SigningKeysRepository } from './signing-keys.repository.js';

/** A replica signs with a newly added key at the latest after this long. */
const signingMaxAgeMs = 60_000;
/** A newly added key is published at the latest after this long; also bounds what forged key ids make us read. */
const publishedMaxAgeMs = 1_000;
/** How long other replicas may go on signing with a key that is to retire, amply. */
const lastSignatureMs = 2 * signingMaxAgeMs;

/**
 * The keys that all replicas share. The newest whose time has come signs; those before it are published until the last
 * token that they have signed has expired.
 */
export class SigningKeys implements OnModuleInit {
  private keys: SigningKey[] = [];
  private loadedAtMs = Number.NEGATIVE_INFINITY;
  private loading: Promise<void> | undefined;

  constructor(
    private readonly db: Db,
    private readonly repository: SigningKeysRepository,
    /** How long a token is good. */
    private readonly tokenTtlMs: number,
  ) {}

  /** Makes the first key; of several replicas that start at once, one does. */
  async onModuleInit(): Promise<void> {
    await this.db.transaction(async (trx) => {
      await this.repository.lock(trx);
      const keys = await this.repository.list(trx);
      if (!keys.some(({ retiring }) => !retiring)) await this.repository.insert(trx, await generateSigningKey());
    });
    await this.load();
  }

  /** The key to sign with. */
  async newest(): Promise<SigningKey> {
    await this.refresh(signingMaxAgeMs);
    const key = this.keys.find(({ retiring, signsFromMs }) => !retiring && signsFromMs <= performance.now());
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
    let stored = await this.repository.list(this.db);
    if (stored.filter(canSign).length > 1) {
      await this.repository.retireSuperseded(this.db, this.tokenTtlMs + lastSignatureMs);
      stored = await this.repository.list(this.db);
    }
    const known = new Map(this.keys.map((key) => [key.kid, key]));
    this.loadedAtMs = performance.now();
    this.keys = stored.map((key) => ({
      ...(known.get(key.kid) ?? readStoredKey(key)),
      retiring: key.retiring,
      signsFromMs: this.loadedAtMs + key.signs_in_ms,
    }));
  }
}

const canSign = ({ retiring, signs_in_ms }: StoredKey) => !retiring && signs_in_ms === 0;
