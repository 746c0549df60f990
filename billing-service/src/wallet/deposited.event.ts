import { deposited } from '@coincast/shared/contracts';
import { type SerializedEvent, serializeEvent } from '@coincast/shared/messaging';

interface DepositFacts {
  userId: number;
  amount: number;
  /** Of the request that asked for it. */
  traceparent?: string | undefined;
}

/** `credits.deposited`, but for the balance, which only the statement that writes it knows: see `withBalanceSql`. */
export function depositedEvent({ userId, amount, traceparent }: DepositFacts): SerializedEvent {
  return serializeEvent(
    deposited,
    { user_id: userId, amount, balance: 0 },
    { source: '/billing-service', subject: userId, traceparent },
  );
}

/** The event's text `body` with the balance in it; data ends the envelope and `balance` the data. */
export const withBalanceSql = (body: string, balance: string) =>
  `regexp_replace(${body}, '"balance":0}}$', '"balance":' || ${balance} || '}}')`;
