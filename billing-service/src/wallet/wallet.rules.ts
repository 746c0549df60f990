/** The most credits a wallet holds: what JSON numbers carry exactly. */
export const maxBalance = Number.MAX_SAFE_INTEGER;

/** What became of a job's payment. `rejected`, `voided` and `refunded` are final. */
export type ChargeState = 'debited' | 'refunded' | 'voided' | 'rejected';

export interface Charge {
  jobId: number;
  userId: number;
  /** Credits; null when voided, because a refund does not say what the debit would have been. */
  amount: number | null;
  state: ChargeState;
}

export interface DebitRequest {
  kind: 'debit';
  jobId: number;
  userId: number;
  /** Credits, at least 1. */
  amount: number;
}

export interface RefundRequest {
  kind: 'refund';
  jobId: number;
  userId: number;
  /** Why the job failed. */
  reason: string;
}

export type ChargeRequest = DebitRequest | RefundRequest;

export type Answer =
  /** `balance`: credits left at this moment. */
  | { kind: 'debited'; balance: number }
  | { kind: 'rejected'; reason: 'not_enough_credits' | 'voided' }
  /** `amount`: credits given back, the same however often it is asked. */
  | { kind: 'refunded'; amount: number };

/** A request that must not touch money: it contradicts what is known of its job, or cannot be carried out now. */
export interface Fault {
  kind: 'fault';
  message: string;
}

export type TxType = 'DEPOSIT' | 'PREDICTION_CHARGE' | 'REFUND';

/** A ledger entry about to be written. */
export interface JobEntry {
  userId: number;
  jobId: number;
  /** Signed credits, never 0. */
  amount: number;
  txType: Exclude<TxType, 'DEPOSIT'>;
  reason: string;
  balanceAfter: number;
}

/** What one request does: the answer, and the charge and entry it leaves behind, if any. */
interface Decision {
  answer: Answer;
  charge?: Charge;
  entry?: JobEntry;
}

const answerOnly = (answer: Answer): Decision => ({ answer });

/**
 * The rule of a charge. Debits: none -> debited or rejected, once and for all. Refunds: debited -> refunded,
 * none -> voided. Everything else changes nothing and answers as the first time.
 * @param balance of the request's wallet, before it.
 */
export function decide(charge: Charge | undefined, balance: number, request: ChargeRequest): Decision | Fault {
  if (charge && charge.userId !== request.userId) {
    return fault(`job ${request.jobId} belongs to user ${charge.userId}, not to user ${request.userId}`);
  }
  return request.kind === 'debit' ? decideDebit(charge, balance, request) : decideRefund(charge, balance, request);
}

function decideDebit(charge: Charge | undefined, balance: number, request: DebitRequest): Decision | Fault {
  const { jobId, userId, amount } = request;
  if (charge?.amount != null && charge.amount !== amount) {
    return fault(`job ${jobId} costs ${charge.amount} credits, a debit asks for ${amount}`);
  }
  switch (charge?.state) {
    case 'debited':
      return answerOnly({ kind: 'debited', balance });
    case 'rejected':
      return answerOnly({ kind: 'rejected', reason: 'not_enough_credits' });
    case 'refunded':
    case 'voided':
      return answerOnly({ kind: 'rejected', reason: 'voided' });
  }
  if (balance < amount) {
    return {
      answer: { kind: 'rejected', reason: 'not_enough_credits' },
      charge: { jobId, userId, amount, state: 'rejected' },
    };
  }
  const balanceAfter = balance - amount;
  return {
    answer: { kind: 'debited', balance: balanceAfter },
    charge: { jobId, userId, amount, state: 'debited' },
    entry: {
      userId,
      jobId,
      amount: -amount,
      txType: 'PREDICTION_CHARGE',
      reason: `Prediction job ${jobId}`,
      balanceAfter,
    },
  };
}

function decideRefund(charge: Charge | undefined, balance: number, request: RefundRequest): Decision | Fault {
  const { jobId, userId, reason } = request;
  if (!charge) {
    return { answer: { kind: 'refunded', amount: 0 }, charge: { jobId, userId, amount: null, state: 'voided' } };
  }
  if (charge.state === 'refunded') return answerOnly({ kind: 'refunded', amount: charge.amount ?? 0 });
  if (charge.state !== 'debited' || charge.amount === null) return answerOnly({ kind: 'refunded', amount: 0 });
  const balanceAfter = balance + charge.amount;
  if (balanceAfter > maxBalance) return fault(`the refund of job ${jobId} would overfill the wallet of user ${userId}`);
  return {
    answer: { kind: 'refunded', amount: charge.amount },
    charge: { ...charge, state: 'refunded' },
    entry: {
      userId,
      jobId,
      amount: charge.amount,
      txType: 'REFUND',
      reason: `Refund of prediction job ${jobId}: ${reason}`,
      balanceAfter,
    },
  };
}

const fault = (message: string): Fault => ({ kind: 'fault', message });

/** What is known of the wallets and jobs of a batch. */
export interface Book {
  /** Credits by user id; has every user of the batch. */
  balances: ReadonlyMap<number, number>;
  /** By job id; a job without one has never been seen. */
  charges: ReadonlyMap<number, Charge>;
}

/** What a batch comes to. */
export interface Settlement {
  /** One a request, in order. */
  outcomes: (Answer | Fault)[];
  /** New balances, of the wallets that changed. */
  balances: Map<number, number>;
  /** Charges of jobs that were not in the book. */
  newCharges: Charge[];
  /** Jobs in the book as debited that are refunded now. */
  refundedJobIds: number[];
  /** In the order in which they happened. */
  entries: JobEntry[];
}

/** Settles the requests one after the other, as if each came alone: how they are cut into batches changes nothing. */
export function settle(book: Book, requests: readonly ChargeRequest[]): Settlement {
  const balances = new Map<number, number>();
  const charges = new Map<number, Charge>();
  const entries: JobEntry[] = [];
  const outcomes = requests.map((request) => {
    const balance = balances.get(request.userId) ?? book.balances.get(request.userId);
    if (balance === undefined) throw new RangeError(`The book lacks the wallet of user ${request.userId}`);
    const decision = decide(charges.get(request.jobId) ?? book.charges.get(request.jobId), balance, request);
    if ('kind' in decision) return decision;
    if (decision.charge) charges.set(request.jobId, decision.charge);
    if (decision.entry) {
      entries.push(decision.entry);
      balances.set(request.userId, decision.entry.balanceAfter);
    }
    return decision.answer;
  });
  const changed = [...charges.values()];
  return {
    outcomes,
    balances,
    newCharges: changed.filter(({ jobId }) => !book.charges.has(jobId)),
    refundedJobIds: changed.filter(({ jobId }) => book.charges.has(jobId)).map(({ jobId }) => jobId),
    entries,
  };
}
