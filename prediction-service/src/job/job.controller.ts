import { type Db, database } from '@coincast/shared/database';
import {
  BearerGuard,
  CurrentUser,
  JoiPipe,
  RequireRole,
  type TokenUser,
  Traceparent,
  validated,
} from '@coincast/shared/http';
import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { ColumnNames } from '../columns/column-pages.js';
import { sendPieces } from '../sending/send-pieces.js';
import { type ListedJob, presentListed, wholeJobJson } from './job.presenter.js';
import { findWholeJob, listJobs } from './job.repository.js';
import { type HistoryQuery, historyQuery, idempotencyHeader, userIdParams } from './job.schemas.js';
import { readColumns } from './job-columns.js';
import { jobId, noSuchJob } from './job-id.js';
import { SubmissionReceiver } from './submission.js';
import { type AcceptedJob, SubmitService } from './submit.service.js';

/** A user's forecasts: to order, to follow, to fetch. */
@Controller('api/predict')
@UseGuards(BearerGuard)
export class JobController {
  constructor(
    @Inject(database) private readonly db: Db,
    private readonly submissions: SubmissionReceiver,
    private readonly submits: SubmitService,
  ) {}

  @Post()
  @HttpCode(202)
  async submit(
    @CurrentUser() user: TokenUser,
    @Traceparent() traceparent: string | undefined,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AcceptedJob> {
    const idempotencyKey = idempotencyKeyOf(request);
    const job = await this.submissions.receive(request, response, (submission) =>
      this.submits.submit({ userId: user.id, submission, idempotencyKey, traceparent }),
    );
    response.locals['job_id'] = job.id;
    response.setHeader('Location', `/api/predict/${job.id}`);
    return job;
  }

  @Get('history')
  async history(
    @CurrentUser() user: TokenUser,
    @Query(new JoiPipe(historyQuery)) query: HistoryQuery,
  ): Promise<ListedJob[]> {
    return (await listJobs(this.db, user.id, query)).map(presentListed);
  }

  /** Who the id belongs to is known to auth-service alone: somebody unknown has no jobs. */
  @Get('users/:user_id/history')
  @RequireRole('ADMIN')
  async historyOf(
    @Param(new JoiPipe(userIdParams)) { user_id }: { user_id: number },
    @Query(new JoiPipe(historyQuery)) query: HistoryQuery,
  ): Promise<ListedJob[]> {
    return (await listJobs(this.db, user_id, query)).map(presentListed);
  }

  @Get(':id')
  async job(@CurrentUser() user: TokenUser, @Param('id') id: string, @Res() response: Response): Promise<void> {
    const job = await findWholeJob(this.db, user.id, jobId(id));
    if (!job) throw noSuchJob();
    const columns = (...names: ColumnNames) => readColumns(this.db, job, names);
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    await sendPieces(response, wholeJobJson(job, columns));
  }
}

function idempotencyKeyOf({ headers }: Request): string | undefined {
  const key = headers['idempotency-key'];
  return key === undefined ? undefined : validated(idempotencyHeader, { 'Idempotency-Key': key })['Idempotency-Key'];
}
