import { type Db, database } from '@coincast/shared/database';
import { BearerGuard, CurrentUser, JoiPipe, Problem, type TokenUser, validated } from '@coincast/shared/http';
import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type PredictionConfig, predictionConfig } from '../config.js';
import { DatasetReader } from '../reader/dataset-reader.js';
import { FormReader } from '../receiving/multipart-form.js';
import { Spool } from '../receiving/spool.js';
import { publicStatus } from '../saga/saga.rules.js';
import { exportContentTypes, exportForecast } from './export.js';
import { forecastOf, type ListedJob, presentListed, wholeJobJson } from './job.presenter.js';
import { findForecast, findWholeJob, listJobs } from './job.repository.js';
import { type ExportFormat, exportQuery, idempotencyHeader, type Page, page } from './job.schemas.js';
import { sendPieces } from './send-pieces.js';
import { receiveSubmission, type SubmissionSource } from './submission.js';
import { type AcceptedJob, SubmitService } from './submit.service.js';

/** A user's forecasts: to order, to follow, to fetch. */
@Controller('api/predict')
@UseGuards(BearerGuard)
export class JobController {
  private readonly source: SubmissionSource;

  constructor(
    @Inject(database) private readonly db: Db,
    @Inject(predictionConfig) { MAX_UPLOAD_BYTES }: PredictionConfig,
    private readonly submits: SubmitService,
    reader: DatasetReader,
    spool: Spool,
  ) {
    const onLarge = () => reader.warm();
    const forms = new FormReader(spool, { maxFileBytes: MAX_UPLOAD_BYTES, onLarge });
    this.source = { forms, spool, maxBodyBytes: MAX_UPLOAD_BYTES, onLarge };
  }

  @Post()
  @HttpCode(202)
  async submit(
    @CurrentUser() user: TokenUser,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AcceptedJob> {
    const idempotencyKey = idempotencyKeyOf(request);
    const submission = await receiveSubmission(request, response, this.source);
    try {
      const job = await this.submits.submit({
        userId: user.id,
        submission,
        idempotencyKey,
        traceparent: traceparentOf(request),
      });
      response.setHeader('Location', `/api/predict/${job.id}`);
      return job;
    } finally {
      await submission.content.discard();
    }
  }

  @Get('history')
  async history(@CurrentUser() user: TokenUser, @Query(new JoiPipe(page)) asked: Page): Promise<ListedJob[]> {
    return (await listJobs(this.db, user.id, asked)).map(presentListed);
  }

  @Get(':id')
  async job(@CurrentUser() user: TokenUser, @Param('id') id: string, @Res() response: Response): Promise<void> {
    const job = await findWholeJob(this.db, user.id, jobId(id));
    if (!job) throw noSuchJob();
    await sendPieces(response, 'application/json; charset=utf-8', wholeJobJson(job));
  }

  @Get(':id/export')
  async export(
    @CurrentUser() user: TokenUser,
    @Param('id') id: string,
    @Query(new JoiPipe(exportQuery)) { format }: { format: ExportFormat },
    @Res() response: Response,
  ): Promise<void> {
    const job = await findForecast(this.db, user.id, jobId(id));
    if (!job) throw noSuchJob();
    const forecast = forecastOf(job);
    if (!forecast) throw new Problem('no_forecast', whyNoForecast[publicStatus(job.stage)]);
    response.attachment(`forecast-${job.id}.${format}`);
    await sendPieces(response, exportContentTypes[format], exportForecast(format, forecast));
  }
}

const whyNoForecast = {
  PENDING: 'The job is still running. Export its forecast once its status is OK.',
  ERROR: 'The job ended without a forecast; its field `error` says why. It cost nothing.',
  OK: 'The forecast of this job is not here.',
};

const noSuchJob = () => new Problem('not_found', 'You have no such job. `GET /api/predict/history` lists yours.');

function jobId(text: string): number {
  const id = Number(text);
  if (!/^[1-9]\d{0,15}$/.test(text) || !Number.isSafeInteger(id)) throw noSuchJob();
  return id;
}

function idempotencyKeyOf({ headers }: Request): string | undefined {
  const key = headers['idempotency-key'];
  return key === undefined ? undefined : validated(idempotencyHeader, { 'Idempotency-Key': key })['Idempotency-Key'];
}

/** W3C Trace Context, when the caller sent one. */
function traceparentOf({ headers }: Request): string | undefined {
  const { traceparent } = headers;
  return typeof traceparent === 'string' && /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/.test(traceparent)
    ? traceparent
    : undefined;
}
