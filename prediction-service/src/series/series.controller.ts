import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Db, database } from '@coincast/shared/database';
import { JoiPipe, Problem, ServiceTokenGuard } from '@coincast/shared/http';
import { OutboxRelay } from '@coincast/shared/messaging';
import { Controller, Get, HttpCode, Inject, Param, Put, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import Joi from 'joi';
import { forecastFromBytes } from '../saga/forecast.rules.js';
import { badForecast, SagaService } from '../saga/saga.service.js';
import { readBytes } from './read-bytes.js';
import { findSeriesBytes, findStage, putForecast, readSeries } from './series.repository.js';

const jobParams = Joi.object<{ id: number }>({
  id: Joi.number().integer().min(1).max(Number.MAX_SAFE_INTEGER).required(),
});
const forecastQuery = Joi.object<{ columns: 2 | 6 }>({ columns: Joi.number().valid(2, 6).required() });

const octets = 'application/octet-stream';
const mostColumns = 6;
const float64Bytes = 8;

/** Where the worker fetches series, and brings forecasts, that are too large for an event. */
@Controller('internal/jobs')
@UseGuards(ServiceTokenGuard)
export class SeriesController {
  constructor(
    @Inject(database) private readonly db: Db,
    private readonly saga: SagaService,
    private readonly relay: OutboxRelay,
  ) {}

  /** The columns times and values, one after the other. */
  @Get(':id/series')
  async series(@Param(new JoiPipe(jobParams)) { id }: { id: number }, @Res() response: Response): Promise<void> {
    const columnBytes = await findSeriesBytes(this.db, id);
    if (columnBytes === undefined) throw new Problem('not_found', `There is no job ${id}.`);
    response.setHeader('Content-Type', octets);
    response.setHeader('Content-Length', 2 * columnBytes);
    try {
      await pipeline(Readable.from(readSeries(this.db, id, columnBytes)), response);
    } catch (error) {
      if (!response.destroyed) throw error;
    }
  }

  /**
   * Takes the forecast columns; putting them again is harmless, also when the job has ended. A forecast of another
   * length than the horizon or with numbers that are not finite fails the job at once.
   */
  @Put(':id/forecast')
  @HttpCode(204)
  async forecast(
    @Param(new JoiPipe(jobParams)) { id }: { id: number },
    @Query(new JoiPipe(forecastQuery)) { columns }: { columns: 2 | 6 },
    @Req() request: Request,
  ): Promise<void> {
    if (!request.is(octets)) throw new Problem('unsupported_media_type', `Send ${octets}.`);
    const job = await findStage(this.db, id);
    if (!job) throw new Problem('not_found', `There is no job ${id}.`);
    const bytes = await readBytes(request, mostColumns * float64Bytes * Math.max(job.horizon, 1));
    if (job.stage !== 'RUNNING') return;
    const forecast = forecastFromBytes(bytes, columns, job.horizon);
    if (forecast) return putForecast(this.db, id, forecast);
    const moved = await this.saga.advance(this.db, [{ jobId: id, event: 'failed', error: badForecast }]);
    if (moved.size > 0) this.relay.wake();
    throw new Problem('invalid_request', `The forecast of job ${id} must be ${job.horizon} finite numbers a column.`);
  }
}
