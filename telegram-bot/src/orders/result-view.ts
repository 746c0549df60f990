import { indexOfMax } from '@coincast/shared/chart/extent';
import type { JobMoney, JobSummary } from '@coincast/shared/gateway-client';
import {
  backtestView,
  chartFormatsFor,
  type Formats,
  failureAccount,
  historyOf,
  jobName,
  type Language,
  unknownFigure,
} from '@coincast/shared/wording';
import { longestName, shortened } from '../i18n/shortened.js';
import type { Texts } from '../i18n/texts.js';
import { type Html, html, joinHtml } from '../telegram/html.js';

interface Reader {
  texts: Texts;
  formats: Formats;
  language: Language;
}

/** The headline numbers of a finished job: fits under a picture. */
export function resultText(
  summary: JobSummary,
  { balance }: Pick<JobMoney, 'balance'>,
  reader: Reader,
  model: string,
): Html {
  const { texts, formats } = reader;
  const { result: words } = texts;
  const lines = [
    ...pointLines(summary, reader),
    html`${words.charged(summary.cost, balance)}`,
    backtestText(summary, { texts, formats }),
  ];
  return html`<b>${words.ready}: ${shortened(jobName(summary), longestName)}</b>\n${texts.job.number(summary.id)} · ${model}\n\n${joinHtml(lines)}`;
}

function pointLines({ forecast, series }: JobSummary, { texts, formats, language }: Reader): Html[] {
  if (!forecast || forecast.predictions.length === 0) return [];
  const { result: words } = texts;
  const { timestamps, predictions, intervals } = forecast;
  const digits = { maximumSignificantDigits: 6 };
  const moments = chartFormatsFor(language);
  const hasHours = [...series.timestamps.slice(-2), ...timestamps.slice(0, 2)].some((iso) => !/T00:00:00/.test(iso));
  const pointAt = (name: string, at: number) => {
    const value = predictions[at] ?? Number.NaN;
    const [lower, upper] = [intervals?.[80].lower[at], intervals?.[80].upper[at]];
    const bounds =
      lower === undefined || upper === undefined
        ? ''
        : ` (${words.interval(`${formats.figure(lower, digits)} … ${formats.figure(upper, digits)}`)})`;
    const time = moments.moment(Date.parse(timestamps[at] ?? ''), hasHours ? 'hour' : 'day', false);
    return html`${name}: <b>${formats.figure(value, digits)}</b>${bounds}\n${time}`;
  };
  const last = predictions.length - 1;
  const highest = indexOfMax(predictions);
  const lowest = indexOfMax(predictions.map((value) => -value));
  return [
    pointAt(words.next, 0),
    ...(last > 0 ? [pointAt(words.last, last)] : []),
    ...(last > 1 ? [pointAt(words.highest, highest), pointAt(words.lowest, lowest)] : []),
  ];
}

function backtestText(summary: JobSummary, reader: Pick<Reader, 'texts' | 'formats'>): Html {
  const { tiles } = backtestView(summary, historyOf(summary).step, reader);
  const figures = tiles.filter(({ value }) => value !== null && value !== unknownFigure);
  if (figures.length === 0) return html``;
  const shown = figures.map(({ name, value, unit }) => `${name} ${value ?? ''}${unit}`).join(', ');
  return html`${reader.texts.result.backtest}: ${shown}`;
}

/** Why a job has failed, what became of the credits, and what to do. */
export function failureText(summary: JobSummary, money: JobMoney, { texts }: Reader) {
  const { charge, refund, balance } = money;
  const paid = Math.abs(charge?.amount ?? 0);
  const account = failureAccount({ summary, paid, isReturned: refund !== undefined, balance }, { texts });
  const fixes = account.fixes.map(({ text, names }) => html`\n${text} <code>${names}</code>`);
  return {
    account,
    text: html`<b>${texts.result.failed}: ${shortened(jobName(summary), longestName)}</b>\n${texts.job.number(summary.id)}\n\n<b>${account.title}</b>\n${account.text}${fixes}`,
  };
}
