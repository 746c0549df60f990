import { Problem } from '@coincast/shared/http';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Counters } from './counters.js';
import { FailureThrottle } from './failure-throttle.js';
import { TooManyWaitingError, Turns } from './turns.js';

export interface LoginThrottleOptions {
  /** 0: accounts are not throttled. */
  failuresPerAccount: number;
  /** 0: addresses are not throttled. */
  failuresPerAddress: number;
  counters: Counters;
}

/** Logins to one account that may be under way at once in this process. */
const maxLoginsInLine = 50;

/** Stands between a login and the check of its password. */
export class LoginThrottle implements OnApplicationShutdown {
  private readonly accounts: FailureThrottle | undefined;
  private readonly addresses: FailureThrottle | undefined;
  private readonly turns = new Turns(maxLoginsInLine);
  private readonly counters: Counters;

  constructor({ failuresPerAccount, failuresPerAddress, counters }: LoginThrottleOptions) {
    this.counters = counters;
    this.accounts = failuresPerAccount ? new FailureThrottle(counters, 'login-account', failuresPerAccount) : undefined;
    this.addresses = failuresPerAddress
      ? new FailureThrottle(counters, 'login-address', failuresPerAddress)
      : undefined;
  }

  /**
   * Checks a password unless its account or address has failed too often lately, and counts the outcome.
   * @param email normalised; counted whether or not there is such an account, so a refusal tells nothing.
   * @param check answers undefined for a wrong password; when it throws, nothing is counted.
   * @throws Problem `too_many_requests` with the seconds to wait.
   */
  async attempt<Found>(
    { email, address }: { email: string; address: string },
    check: () => Promise<Found | undefined>,
  ): Promise<Found | undefined> {
    await refuseWhileWaiting(this.addresses, address, 'from your address');
    if (!this.accounts) return this.checkAndCount({ email, address }, check);
    try {
      // One after the other: a volley of guesses sent at once must not pass before its first failure is counted.
      return await this.turns.run(email, async () => {
        await refuseWhileWaiting(this.accounts, email, 'to this account');
        return this.checkAndCount({ email, address }, check);
      });
    } catch (error) {
      if (!(error instanceof TooManyWaitingError)) throw error;
      throw new Problem('too_many_requests', 'Too many logins to this account at once. Try again in a second.', {
        retryAfterSeconds: 1,
      });
    }
  }

  onApplicationShutdown(): void {
    this.counters.close();
  }

  private async checkAndCount<Found>(
    { email, address }: { email: string; address: string },
    check: () => Promise<Found | undefined>,
  ): Promise<Found | undefined> {
    const found = await check();
    if (found !== undefined) await this.accounts?.succeeded(email);
    else await Promise.all([this.accounts?.failed(email), this.addresses?.failed(address)]);
    return found;
  }
}

async function refuseWhileWaiting(throttle: FailureThrottle | undefined, key: string, where: string): Promise<void> {
  const seconds = (await throttle?.remainingWaitSeconds(key)) ?? 0;
  if (seconds === 0) return;
  throw new Problem('too_many_requests', `Too many failed logins ${where}. Try again in ${seconds} s.`, {
    retryAfterSeconds: seconds,
  });
}
