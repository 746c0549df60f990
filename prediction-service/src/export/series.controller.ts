import { type Db, database } from '@coincast/shared/database';
import { BearerGuard, CurrentUser, type TokenUser } from '@coincast/shared/http';
import { Controller, Get, Inject, Param, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { jobId, noSuchJob } from '../job/job-id.js';
import { sendFile } from '../sending/send-file.js';
import { fileNameOf } from './file-name.js';
import { findExportedSeries, readSeriesRows } from './series.repository.js';
import { datasetCsv, writeCsv } from './write-csv.js';

/** The series of jobs as files that can be sent again. */
@Controller('api/predict')
@UseGuards(BearerGuard)
export class SeriesExportController {
  constructor(@Inject(database) private readonly db: Db) {}

  @Get(':id/series')
  async series(@CurrentUser() user: TokenUser, @Param('id') id: string, @Res() response: Response): Promise<void> {
    const job = await findExportedSeries(this.db, user.id, jobId(id));
    if (!job) throw noSuchJob();
    const content = writeCsv(
      { points: job.valid_rows, columns: ['price'], pages: readSeriesRows(this.db, job) },
      datasetCsv,
    );
    const name = `${fileNameOf(job.title ?? '') ?? `series-${job.id}`}.csv`;
    await sendFile(response, { name, type: 'text/csv; charset=utf-8', content });
  }
}
