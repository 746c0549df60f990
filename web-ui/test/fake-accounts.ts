import type { ListedJob, Transaction, User } from '@coincast/shared/gateway-client';

/** One wallet with its entries, as billing-service shows them. */
export class FakeLedger {
  balance = 0;
  transactions: Transaction[] = [];
  private readonly keys = new Set<string>();

  deposit(amount: number, reason = 'Manual top-up', createdAt = new Date()): void {
    this.book({ amount, reason, tx_type: 'DEPOSIT', job_id: null, created_at: createdAt.toISOString() });
  }

  book(entry: Omit<Transaction, 'id' | 'balance_after'>): void {
    this.balance += entry.amount;
    this.transactions.unshift({ ...entry, id: this.transactions.length + 1, balance_after: this.balance });
  }

  topUp(key: string, amount: number, reason?: string): number {
    if (!this.keys.has(key)) this.deposit(amount, reason);
    this.keys.add(key);
    return this.balance;
  }

  /** With the filters of `GET /api/account/transactions`. */
  list(query: URLSearchParams): Transaction[] {
    const before = Number(query.get('before') ?? Number.MAX_SAFE_INTEGER);
    const [type, job, from, to] = ['type', 'job_id', 'from', 'to'].map((name) => query.get(name));
    const found = this.transactions.filter(
      ({ id, tx_type, job_id, created_at }) =>
        id < before &&
        (!type || tx_type === type) &&
        (!job || job_id === Number(job)) &&
        (!from || Date.parse(created_at) >= Date.parse(from)) &&
        (!to || Date.parse(created_at) < Date.parse(to)),
    );
    return found.slice(0, Number(query.get('limit') ?? 100));
  }
}

export interface FakeAccount {
  user: User;
  ledger: FakeLedger;
  jobs: ListedJob[];
}

interface AccountCall {
  call: string;
  url: URL;
  key: string;
  body: Record<string, unknown>;
}

/** Whose session it is, and what administrators may ask about others. */
export class FakeAccounts {
  /** Of the session. */
  me: User = { id: 7, email: 'ann@example.com', role: 'USER', created_at: '2026-01-02T10:00:00.000Z' };
  readonly others: FakeAccount[] = [];

  add(email: string, id = 318): FakeAccount {
    const user: User = { id, email, role: 'USER', created_at: '2026-11-16T12:00:00.000Z' };
    const account = { user, ledger: new FakeLedger(), jobs: [] };
    this.others.push(account);
    return account;
  }

  /** @returns undefined for calls of other parts of the API. */
  answer({ call, url, key, body }: AccountCall): { status: number; body: unknown } | undefined {
    if (call === 'GET /api/auth/me') return { status: 200, body: this.me };
    const isSearch = call === 'GET /api/auth/users';
    const path = /^(GET|POST) \/api\/(account|predict\/users)\/(\d+)\/([a-z-]+)$/.exec(call);
    if (!isSearch && !path) return undefined;
    if (this.me.role !== 'ADMIN') return { status: 403, body: { status: 403, code: 'forbidden', detail: 'forbidden' } };
    if (isSearch) {
      const email = url.searchParams.get('email') ?? '';
      if (!email.includes('@')) {
        return { status: 422, body: { status: 422, code: 'invalid_request', detail: 'no e-mail' } };
      }
      return { status: 200, body: this.others.map(({ user }) => user).filter((user) => user.email === email) };
    }
    const account = this.others.find(({ user }) => user.id === Number(path?.[3]));
    if (!account) return undefined;
    const { ledger, jobs } = account;
    const query = url.searchParams;
    if (path?.[4] === 'balance') return { status: 200, body: { balance: ledger.balance } };
    if (path?.[4] === 'transactions') return { status: 200, body: ledger.list(query) };
    if (path?.[4] === 'top-up') {
      return {
        status: 201,
        body: { balance: ledger.topUp(key, Number(body['amount']), String(body['reason'])) },
      };
    }
    const before = Number(query.get('before') ?? Number.MAX_SAFE_INTEGER);
    return { status: 200, body: jobs.filter(({ id }) => id < before).slice(0, Number(query.get('limit'))) };
  }
}
