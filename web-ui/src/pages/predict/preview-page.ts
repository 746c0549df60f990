import { addressOf, type ModelOnSale } from '@coincast/shared/gateway-client';
import { chartFormatsFor } from '@coincast/shared/wording/chart-formats';
import { invalidRowsView } from '@coincast/shared/wording/invalid-rows';
import { cellText } from '@coincast/shared/wording/shown-cell';
import { warningViews } from '@coincast/shared/wording/warnings';
import type { Request, Response } from 'express';
import type { Draft } from '../../drafts/draft.js';
import type { Visit } from '../../visit.js';
import { type Site, sessionOf } from '../site.js';
import { firstChoice, isSuggested, longestHorizonFactor, suggestedFirst } from './order.rules.js';
import { previewChart, seriesOf } from './preview-chart.js';
import { horizonPresets, type SeriesFacts, seriesFacts, thinnedSeriesFacts } from './series-facts.rules.js';

/** What is chosen on the page, and what is wrong with it. */
export interface OrderView {
  model?: string | undefined;
  /** As typed. */
  horizon?: string | undefined;
  faults?: { model?: string | undefined; horizon?: string | undefined };
  /** Said on top of the page. */
  problem?: string | undefined;
  status?: number;
}

/** Where a draft is found again with what was chosen for it. */
export function previewPath({ id }: Draft, { model, horizon }: Pick<OrderView, 'model' | 'horizon'> = {}): string {
  return addressOf('/predict', { draft: id, model: model || undefined, horizon: horizon || undefined });
}

/** Shows what was made of a draft, what it costs, and takes the order. */
export async function showPreview(
  site: Site,
  request: Request,
  response: Response,
  draft: Draft,
  { model, horizon, faults = {}, problem, status = 200 }: OrderView = {},
): Promise<void> {
  const { visit } = request;
  const session = sessionOf(visit);
  const [balance, models] = await Promise.all([
    site.api.account.balance(session),
    site.api.models.catalogue(visit.caller),
  ]);
  const { quote } = draft;
  const { valid } = quote.rows;
  const facts = factsOf(draft);
  const most = longestHorizonFactor * valid;
  const chosen = firstChoice(models, valid, model);
  const shownHorizon = horizon ?? String(valid);
  await site.pages.send(request, response, {
    view: 'predict',
    status,
    title: visit.texts.predict.title,
    section: 'predict',
    account: { balance },
    assets: ['chart.css', 'predict.css', 'predict.js'],
    returnTo: previewPath(draft, { model: chosen?.name, horizon: shownHorizon }),
    data: {
      draft,
      maxBytes: site.maxUploadBytes,
      columns: { time: cellText(quote.columns.time), price: cellText(quote.columns.price) },
      tiles: tilesOf(draft, facts, visit),
      chart: previewChart(quote, visit),
      invalid: invalidRowsView(quote, visit),
      warnings: warningViews(quote.warnings, visit),
      readings: readingsOf(draft),
      models: suggestedFirst(models).map((each) => modelCard(each, valid, each === chosen, visit)),
      chosen: chosen && { name: chosen.name, title: chosen.title[visit.language] },
      horizon: shownHorizon,
      most,
      unit: facts.step?.every === 1 ? facts.step.unit : 'point',
      presets: presetsOf(facts, { valid, most }, visit),
      cost: quote.cost,
      missing: Math.max(0, quote.cost - balance),
      topUp: topUpPath(draft, { model: chosen?.name, horizon: shownHorizon }, quote.cost - balance),
      faults,
      problem,
    },
  });
}

function factsOf({ quote }: Draft): SeriesFacts {
  const { valid, duplicates } = quote.rows;
  const series = seriesOf(quote);
  return quote.series.thinned ? thinnedSeriesFacts(series, valid - duplicates) : seriesFacts(series);
}

/** The page that tops up what a draft lacks, and leads back to it. */
export function topUpPath(draft: Draft, choice: Pick<OrderView, 'model' | 'horizon'>, missing: number): string {
  return addressOf('/balance', { missing: Math.max(1, missing), next: previewPath(draft, choice) });
}

function modelCard(model: ModelOnSale, valid: number, isChosen: boolean, { language }: Visit) {
  return {
    ...model,
    title: model.title[language],
    description: model.description[language],
    isChosen,
    isSuggested: isSuggested(model),
    isOff: model.min_rows > valid,
  };
}

function tilesOf({ quote }: Draft, { step, missing, weekdaysOnly }: SeriesFacts, { texts, formats, language }: Visit) {
  const { predict: words } = texts;
  const { valid, invalid, duplicates } = quote.rows;
  const { timestamps } = quote.series;
  const [first, last] = [timestamps[0], timestamps.at(-1)];
  const tiles = [
    { name: words.validRows, value: formats.number(valid), isWarning: false },
    { name: words.unreadable, value: formats.number(invalid), isWarning: invalid > 0 },
  ];
  const add = (name: string, value: string) => tiles.push({ name, value, isWarning: false });
  if (duplicates > 0) add(words.duplicates, formats.number(duplicates));
  if (step) add(words.step, weekdaysOnly ? words.weekday : words.span(step.every, step.unit));
  if (step && missing !== null) {
    add(words.missing, missing === 0 ? words.none : words.span(missing * step.every, step.unit));
  }
  if (first !== undefined && last !== undefined) {
    const { moment } = chartFormatsFor(language);
    const withYear =
      first.slice(0, 4) !== last.slice(0, 4) || first.slice(0, 4) !== String(new Date().getUTCFullYear());
    const day = (iso: string) => moment(Date.parse(iso), 'day', withYear).replace(/^\p{L}+, /u, '');
    add(words.period, `${day(first)} – ${day(last)}`);
  }
  return tiles;
}

function presetsOf(facts: SeriesFacts, { valid, most }: { valid: number; most: number }, { texts }: Visit) {
  const named = horizonPresets(facts, most).filter(({ points }) => points !== valid);
  return [
    ...named.map(({ points, count, unit }) => ({ points, name: texts.predict.span(count, unit) })),
    { points: valid, name: texts.predict.asHistory },
  ];
}

/** Where the data left a choice, or a choice was made: the other ways to read it. */
function readingsOf({ reading, quote }: Draft) {
  const has = (code: string) => quote.warnings.some((warning) => warning.code === code);
  return {
    ...(reading.decimal !== '' || has('decimal_assumed') ? { decimal: ['', '.', ','] } : {}),
    ...(reading.date_order !== '' || has('date_order_assumed') ? { date_order: ['', 'dmy', 'mdy'] } : {}),
  };
}
