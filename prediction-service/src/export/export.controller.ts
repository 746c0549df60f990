import { type Db, database } from '@coincast/shared/database';
import { BearerGuard, CurrentUser, JoiPipe, Problem, type TokenUser } from '@coincast/shared/http';
import { Controller, Get, Inject, Param, Query, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { jobId, noSuchJob } from '../job/job-id.js';
import { sendFile } from '../sending/send-file.js';
import { BinaryWriter } from './binary-writer.js';
import { type ExportFormat, type ExportQuery, exportQuery } from './export.schemas.js';
import { columnNames, type ExportedForecast, maxXlsxPoints } from './exported-forecast.js';
import { findExportedJob, pointsOf, readForecast } from './forecast.repository.js';
import { excelCsv, plainCsv, writeCsv } from './write-csv.js';
import { writeJson } from './write-json.js';

/** Forecasts as files. */
@Controller('api/predict')
@UseGuards(BearerGuard)
export class ExportController {
  constructor(
    @Inject(database) private readonly db: Db,
    private readonly binary: BinaryWriter,
  ) {}

  @Get(':id/export')
  async export(
    @CurrentUser() user: TokenUser,
    @Param('id') id: string,
    @Query(new JoiPipe(exportQuery)) query: ExportQuery,
    @Res() response: Response,
  ): Promise<void> {
    const job = await findExportedJob(this.db, user.id, jobId(id));
    if (!job) throw noSuchJob();
    const points = pointsOf(job);
    if (query.format === 'xlsx' && points > maxXlsxPoints) throw tooLongForXlsx(points);
    const content = this.contentOf(query, {
      points,
      columns: columnNames(job.has_intervals),
      pages: readForecast(this.db, job),
    });
    const name = `forecast-${job.id}.${query.format}`;
    await sendFile(response, { name, type: contentTypes[query.format], content });
  }

  private contentOf({ format, excel }: ExportQuery, forecast: ExportedForecast): AsyncIterable<string | Buffer> {
    switch (format) {
      case 'csv':
        return writeCsv(forecast, excel === 1 ? excelCsv : plainCsv);
      case 'json':
        return writeJson(forecast);
      default:
        return this.binary.write(format, forecast);
    }
  }
}

const contentTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
};

const tooLongForXlsx = (points: number) =>
  new Problem(
    'invalid_request',
    `The forecast has ${points} points, and a sheet of Excel holds ${maxXlsxPoints}. Export it as csv, json or parquet.`,
  );
