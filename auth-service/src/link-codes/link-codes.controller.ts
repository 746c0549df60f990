import { BearerGuard, CurrentUser, type TokenUser, validated } from '@coincast/shared/http';
import { Controller, Header, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { bodyOf } from '../request-body.js';
import { bearer, type TokenAnswer } from '../tokens/token-answer.js';
import { type LinkCodeAnswer, redeemBody } from './link-codes.schemas.js';
import { LinkCodesService } from './link-codes.service.js';

@Controller('api/auth/link-codes')
export class LinkCodesController {
  constructor(private readonly codes: LinkCodesService) {}

  @Post()
  @UseGuards(BearerGuard)
  @Header('Cache-Control', 'no-store')
  async create(@CurrentUser() { id }: TokenUser): Promise<LinkCodeAnswer> {
    const { code, expiresAt } = await this.codes.create(id);
    return { code, expires_at: expiresAt.toISOString() };
  }

  @Post('redeem')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async redeem(@Req() request: Request): Promise<TokenAnswer> {
    const { code } = validated(redeemBody, bodyOf(request, 'application/json'));
    return bearer(await this.codes.redeem(code));
  }
}
