import { BearerGuard, CurrentUser, type TokenUser, Traceparent } from '@coincast/shared/http';
import { Controller, HttpCode, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { BillingClient } from '../billing-client/billing.client.js';
import { type PredictionConfig, predictionConfig } from '../config.js';
import { SubmissionReceiver } from '../job/submission.js';
import { type PresentedQuote, presentQuote } from './quote.presenter.js';
import { QuoteService } from './quote.service.js';

/** What a submit would be answered and would cost, before anything is paid; charges and stores nothing. */
@Controller('api/predict/quote')
@UseGuards(BearerGuard)
export class QuoteController {
  constructor(
    @Inject(predictionConfig) private readonly config: PredictionConfig,
    private readonly submissions: SubmissionReceiver,
    private readonly quotes: QuoteService,
    private readonly billing: BillingClient,
  ) {}

  @Post()
  @HttpCode(200)
  async quote(
    @CurrentUser() user: TokenUser,
    @Traceparent() traceparent: string | undefined,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PresentedQuote> {
    const quote = await this.submissions.receive(request, response, (submission) => this.quotes.quote(submission));
    const balance = await this.billing.balanceOf(user.id, traceparent);
    return presentQuote(quote, { costPerRow: this.config.COST_PER_ROW, balance });
  }
}
