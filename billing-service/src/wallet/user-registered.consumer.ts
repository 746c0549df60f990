import { type UserRegistered, userRegistered } from '@coincast/shared/contracts';
import { type CloudEvent, OnEvent } from '@coincast/shared/messaging';
import { Injectable } from '@nestjs/common';
import { WalletService } from './wallet.service.js';

/** Opens wallets early, so that the first request of a new user need not; losing the event loses nothing. */
@Injectable()
export class UserRegisteredConsumer {
  constructor(private readonly wallets: WalletService) {}

  @OnEvent(userRegistered, { queue: 'billing.user.registered', maxBatch: 100 })
  async onUserRegistered(events: CloudEvent<UserRegistered>[]): Promise<void> {
    await this.wallets.open(events.map(({ data }) => data.user_id));
  }
}
