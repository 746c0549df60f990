import { JoiPipe, ServiceTokenGuard } from '@coincast/shared/http';
import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { type BalancesBody, balancesBody } from './wallet.schemas.js';
import { WalletService } from './wallet.service.js';

/** For the other services. */
@Controller('internal/balances')
@UseGuards(ServiceTokenGuard)
export class InternalWalletController {
  constructor(private readonly wallets: WalletService) {}

  /** Credits by user id: `{balances: {"7": 1200}}`. */
  @Post()
  @HttpCode(200)
  async balances(
    @Body(new JoiPipe(balancesBody)) { user_ids }: BalancesBody,
  ): Promise<{ balances: Record<string, number> }> {
    return { balances: Object.fromEntries(await this.wallets.balances(user_ids)) };
  }
}
