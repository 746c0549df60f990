import { type Db, database } from '@coincast/shared/database';
import { BearerGuard, CurrentUser, JoiPipe, type TokenUser } from '@coincast/shared/http';
import { Controller, Get, Inject, Param, Query, UseGuards } from '@nestjs/common';
import { findWholeJob } from '../job/job.repository.js';
import { readColumns } from '../job/job-columns.js';
import { jobId, noSuchJob } from '../job/job-id.js';
import { type JobSummary, presentSummary } from './summary.presenter.js';
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
    return presentSummary(job, (from, ...names) => readColumns(this.db, job, names, from), query);
  }
}
