import { type Db, database } from '@coincast/shared/database';
import { BearerGuard, CurrentUser, JoiPipe, type TokenUser } from '@coincast/shared/http';
import { Controller, Get, Inject, Param, Query, UseGuards } from '@nestjs/common';
import { pickIntervals } from '../columns/column-pages.js';
import { findWholeJob } from '../job/job.repository.js';
import { readColumns } from '../job/job-columns.js';
import { jobId, noSuchJob } from '../job/job-id.js';
import { type JobSummary, presentSummary, type Reading } from './summary.presenter.js';
import { type SummaryQuery, summaryQuery } from './summary.schemas.js';

/** A job as a page shows it: small, however long its series is. */
@Controller('api/predict')
@UseGuards(BearerGuard)
export class SummaryController {
  constructor(@Inject(database) private readonly db: Db) {}

  @Get(':id/summary')
  async summary(
    @CurrentUser() user: TokenUser,
    @Param('id') id: string,
    @Query(new JoiPipe(summaryQuery)) query: SummaryQuery,
  ): Promise<JobSummary> {
    const job = await findWholeJob(this.db, user.id, jobId(id));
    if (!job) throw noSuchJob();
    const reading: Reading = {
      columns: (from, ...names) => readColumns(this.db, job, names, from),
      pick: (points) => pickIntervals(this.db, { jobId: job.id, length: job.points ?? 0 }, points),
    };
    return presentSummary(job, reading, query);
  }
}
