import {
  BearerGuard,
  CurrentUser,
  JoiPipe,
  RequireRole,
  type TokenUser,
  Traceparent,
  validated,
} from '@coincast/shared/http';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, UseGuards } from '@nestjs/common';
import {
  type BalanceAnswer,
  idempotencyHeader,
  type TopUpBody,
  type TransactionAnswer,
  type TransactionsQuery,
  topUpBody,
  transactionsQuery,
  userIdParams,
} from './wallet.schemas.js';
import { WalletService } from './wallet.service.js';

@Controller('api/account')
@UseGuards(BearerGuard)
export class WalletController {
  constructor(private readonly wallets: WalletService) {}

  @Get('balance')
  async balance(@CurrentUser() user: TokenUser): Promise<BalanceAnswer> {
    return { balance: await this.wallets.balance(user.id) };
  }

  @Post('top-up')
  @HttpCode(201)
  topUp(
    @CurrentUser() user: TokenUser,
    @Body(new JoiPipe(topUpBody)) body: TopUpBody,
    @Headers('idempotency-key') key: string | undefined,
    @Traceparent() traceparent: string | undefined,
  ): Promise<BalanceAnswer> {
    const idempotencyKey = checkedKey(key);
    return this.wallets.topUp({ ...body, userId: user.id, callerId: user.id, idempotencyKey, traceparent });
  }

  /** Who the id belongs to is known to auth-service alone, so any id is taken and its wallet opened. */
  @Post(':user_id/top-up')
  @HttpCode(201)
  @RequireRole('ADMIN')
  topUpFor(
    @CurrentUser() admin: TokenUser,
    @Param(new JoiPipe(userIdParams)) { user_id }: { user_id: number },
    @Body(new JoiPipe(topUpBody)) body: TopUpBody,
    @Headers('idempotency-key') key: string | undefined,
    @Traceparent() traceparent: string | undefined,
  ): Promise<BalanceAnswer> {
    const idempotencyKey = checkedKey(key);
    return this.wallets.topUp({ ...body, userId: user_id, callerId: admin.id, idempotencyKey, traceparent });
  }

  @Get('transactions')
  transactions(
    @CurrentUser() user: TokenUser,
    @Query(new JoiPipe(transactionsQuery)) query: TransactionsQuery,
  ): Promise<TransactionAnswer[]> {
    return this.wallets.transactions(user.id, query);
  }

  /** Looking opens no wallet. */
  @Get(':user_id/balance')
  @RequireRole('ADMIN')
  async balanceOf(@Param(new JoiPipe(userIdParams)) { user_id }: { user_id: number }): Promise<BalanceAnswer> {
    return { balance: await this.wallets.knownBalance(user_id) };
  }

  @Get(':user_id/transactions')
  @RequireRole('ADMIN')
  transactionsOf(
    @Param(new JoiPipe(userIdParams)) { user_id }: { user_id: number },
    @Query(new JoiPipe(transactionsQuery)) query: TransactionsQuery,
  ): Promise<TransactionAnswer[]> {
    return this.wallets.knownTransactions(user_id, query);
  }
}

const checkedKey = (key: string | undefined) =>
  validated(idempotencyHeader, { 'Idempotency-Key': key })['Idempotency-Key'];
