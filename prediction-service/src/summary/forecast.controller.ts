import { type Db, database } from '@coincast/shared/database';
import { BearerGuard, CurrentUser, JoiPipe, type TokenUser } from '@coincast/shared/http';
import { Controller, Get, Inject, Param, Query, UseGuards } from '@nestjs/common';
import { columnNames } from '../export/exported-forecast.js';
import { type ExportedJob, findExportedJob, pointsOf, readForecast } from '../export/forecast.repository.js';
import { jobId, noSuchJob } from '../job/job-id.js';
import { type ForecastQuery, forecastQuery } from './forecast.schemas.js';
import { type Intervals, intervalsOf, isoTimes } from './summary.presenter.js';

/** Points of a forecast that follow each other, none left out. */
export interface PresentedForecastPage {
  /** Points of the whole forecast. */
  total: number;
  /** How many come before these. */
  offset: number;
  timestamps: string[];
  predictions: number[];
  intervals: Intervals | null;
}

/** A forecast as a table shows it. */
@Controller('api/predict')
@UseGuards(BearerGuard)
export class ForecastController {
  constructor(@Inject(database) private readonly db: Db) {}

  @Get(':id/forecast')
  async forecast(
    @CurrentUser() user: TokenUser,
    @Param('id') id: string,
    @Query(new JoiPipe(forecastQuery)) { offset, limit }: ForecastQuery,
  ): Promise<PresentedForecastPage> {
    const job = await findExportedJob(this.db, user.id, jobId(id));
    if (!job) throw noSuchJob();
    const total = pointsOf(job);
    const [times, predictions, ...bounds] = await this.columnsOf(job, offset, Math.min(offset + limit, total));
    return {
      total,
      offset,
      timestamps: isoTimes(times ?? []),
      predictions: [...(predictions ?? [])],
      intervals: intervalsOf(bounds),
    };
  }

  /** At most as many points as one page of columns has, so that the first page is all. */
  private async columnsOf(job: ExportedJob, from: number, to: number): Promise<Float64Array[]> {
    for await (const { times, columns } of readForecast(this.db, job, { from, to })) return [times, ...columns];
    return ['times', ...columnNames(job.has_intervals)].map(() => new Float64Array());
  }
}
