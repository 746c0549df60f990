import { exportFormats, type JobSummary } from '@coincast/shared/gateway-client';
import { backtestView } from '@coincast/shared/wording/backtest-tiles';
import { durationOf } from '@coincast/shared/wording/duration';
import { invalidRowsView } from '@coincast/shared/wording/invalid-rows';
import { jobName } from '@coincast/shared/wording/job-name';
import { warningViews } from '@coincast/shared/wording/warnings';
import type { RequestHandler } from 'express';
import type { Visit } from '../../visit.js';
import { idOf } from '../id-of.js';
import { PageError } from '../page-error.js';
import { type Site, sessionOf } from '../site.js';
import { failureView } from './failure-view.js';
import { firstValues, jobAddress, readJobView } from './job-address.rules.js';
import { drawJob } from './job-chart.js';
import { firstPoints, isStill, type JobState, loadJob } from './load-job.js';
import { receiptView } from './receipt.js';
import { stagesView } from './stages.js';
import { valuesView } from './values.js';

/** How often a page without script asks again while something is going on. */
const refreshSeconds = 4;
/** A sheet of Excel holds no more lines, and one is the header. */
const mostXlsxPoints = 1_048_575;

/** What a failed job's page says as something to do. */
const saidByFixes = new Set(['no_time_column', 'no_price_column']);
/** What may still change by itself. */
const changing: ReadonlySet<JobState> = new Set(['paying', 'computing', 'returning']);

/** `GET /job/{id}?history=&values=`; `seen` is the state that a page which asks again shows already. */
export function job(site: Site): RequestHandler {
  return async (request, response): Promise<unknown> => {
    const { visit, params, query } = request;
    const session = sessionOf(visit);
    const id = idOf(params['id']);
    if (id === undefined) throw new PageError('not_found');
    const view = readJobView(query);
    const { seen } = query;
    // Nothing is put in again then, so nothing moves and nothing is read out twice.
    const nothingNew = () => response.status(204).end();
    if (await isStill(seen, site, visit, id)) return nothingNew();
    const [loaded, titleOf] = await Promise.all([
      loadJob(site, visit, id, view.history),
      site.api.models.titles(session, visit.language),
    ]);
    const { summary, state, balance } = loaded;
    if (seen === state) return nothingNew();
    const chart = state === 'failed' || state === 'returning' ? null : drawJob(summary, view, visit);
    const crosshair = chart?.drawings[0]?.chart.crosshair;
    const values =
      state === 'ready' && crosshair
        ? valuesView(id, await firstPoints(site, visit, summary, view.values), view, crosshair, visit)
        : null;
    const address = jobAddress(id, view);
    const failure = failureView(loaded, visit);
    const warnings = summary.warnings.filter(({ code }) => failure === null || !saidByFixes.has(code));
    const isChanging = changing.has(state);
    await site.pages.send(request, response, {
      view: 'job',
      title: visit.texts.job.number(id),
      section: 'history',
      account: { balance },
      assets: ['chart.css', 'job.css', 'chart.js'],
      returnTo: address,
      data: {
        id,
        state,
        status: summary.status,
        name: jobName(summary),
        about: aboutOf(summary, titleOf, visit),
        address,
        live: isChanging ? `${address}${address.includes('?') ? '&' : '?'}seen=${state}` : undefined,
        refreshSeconds: isChanging ? refreshSeconds : undefined,
        // Whoever saw the stages go by keeps them, or the page would jump at the end.
        stages: state === 'ready' && seen === undefined ? null : stagesView(loaded, visit),
        chart,
        linkTo: (history: number | 'all' | undefined) => jobAddress(id, { ...view, history }),
        backtest: chart ? backtestView(summary, chart.step, visit) : null,
        values,
        waitingRows: Math.min(firstValues, summary.horizon),
        receipt: receiptView(loaded, visit),
        failure,
        invalid: invalidRowsView(summary, visit),
        warnings: warningViews(warnings, visit),
        formats: exportFormats.filter((format) => format !== 'xlsx' || summary.horizon <= mostXlsxPoints),
      },
    });
  };
}

/** The model, when it was asked, and how long it took. */
function aboutOf(summary: JobSummary, titleOf: (name: string) => string, { texts, formats }: Visit): string[] {
  const parts = [titleOf(summary.model_name), `${formats.time(summary.created_at)} UTC`];
  const duration = summary.status === 'OK' ? durationOf(summary, texts) : undefined;
  return duration === undefined ? parts : [...parts, texts.job.took(duration)];
}
