import { CROSSHAIR_OVERLAY } from '@coincast/shared/chart/crosshair';
import { escapeMarkup } from '@coincast/shared/chart/escape-markup';
import { type ForecastChart, forecastChart } from '@coincast/shared/chart/forecast-chart';
import { defaultPoints } from '@coincast/shared/chart/history-window';
import type { PointText } from '@coincast/shared/chart/types';
import type { JobSummary } from '@coincast/shared/gateway-client';
import { forecastOf, historyOf } from '@coincast/shared/wording/job-points';
import type { Language } from '@coincast/shared/wording/languages';
import { spanOfPoints } from '@coincast/shared/wording/time-span.rules';
import { type Texts, textsFor } from '../i18n/texts.js';
import { drawnText, fitted, widthOf } from './drawn-text.js';
import { legendOf } from './legend.js';
import { pictureFormats } from './picture-formats.js';
import { fontSize, style } from './style.js';

export interface ForecastPicture {
  /** Its series and, once there is one, its forecast. */
  summary: JobSummary;
  language: Language;
  /** What the series is called. */
  title: string;
}

/** As wide as chats show pictures. */
export const pictureSize = { width: 1280, height: 720 };

const margin = 48;
const inner = pictureSize.width - 2 * margin;
/** In the measures of the chart's own coordinates, so that its strokes are as wide as the style says. */
const plot = { x: 150, y: 182, width: 1000, height: 400 };
const readoutY = 687;

/** History, forecast and intervals with their words, as an SVG that needs nothing but the font. Pure, and bounded in size. */
export function forecastSvg({ summary, language, title }: ForecastPicture): string {
  const texts = textsFor(language);
  const { series, forecast, horizon, columns } = summary;
  const { history, step } = historyOf(summary);
  const chart = forecastChart({
    id: 'picture',
    history,
    future: forecast
      ? { kind: 'ready', forecast: forecastOf(forecast) }
      : { kind: 'waiting', horizon, intervals: false },
    faultTimes: [],
    thinnedStepMs: series.thinned || forecast?.thinned === true ? step.ms : undefined,
    window: { points: defaultPoints(series.total, horizon, 'wide') },
    width: 'wide',
    size: 'picture',
    texts: { ...texts.chart, title: '', description: () => '' },
    formats: pictureFormats(language),
  });
  const span = texts.job.forecastFor(horizon, spanOfPoints(horizon, step.ms, step.isNamed).unit);
  const name = fitted(drawnText(title), fontSize.title, inner);
  const column = fitted(drawnText(columns.price ?? ''), fontSize.subtitle, inner / 2);
  const subtitle = [name === '' ? '' : span, column, 'UTC'].filter((part) => part !== '').join(' · ');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${pictureSize.width}" height="${pictureSize.height}">`,
    `<style>${style}</style><rect class="page" width="100%" height="100%"/>`,
    `<text class="title" x="${margin}" y="60">${escapeMarkup(name || span)}</text>`,
    `<text class="subtitle" x="${margin}" y="94">${escapeMarkup(subtitle)}</text>`,
    legendOf(forecast, texts.chart, { x: margin, y: 127 }),
    plotOf(chart),
    `<path class="rule" d="M0 646H${pictureSize.width}"/>`,
    chart.summary.peak ? readoutOf(chart.summary.peak, texts) : '',
    '</svg>',
  ].join('');
}

/** How far labels stand from their places, which is of a style sheet's where there is one. */
const offsets: Record<string, string> = {
  't-y': '-12 7',
  't-x': '0 32',
  't-end': '12 7',
  't-now': '8 -10',
  't-now--flip': '-8 -10',
};

/** The chart in its place, with its labels moved and small enough for the margins. */
function plotOf({ svg }: ForecastChart): string {
  const moved = svg.replace(CROSSHAIR_OVERLAY, '').replaceAll(/<text class="([\w -]+)"([^>]*)>([^<]*)/g, label);
  const { x, y, width, height } = plot;
  return moved.replace(
    '<svg role="img"',
    `<svg x="${x}" y="${y}" width="${width}" height="${height}" overflow="visible"`,
  );
}

function label(_: string, classes: string, place: string, text: string): string {
  const names = classes.split(' ');
  const offset = names.map((name) => offsets[name]).findLast((found) => found !== undefined) ?? '0 0';
  const isBeside = names.includes('t-y') || names.includes('t-end');
  const room = names.includes('t-y') ? plot.x : pictureSize.width - plot.x - plot.width;
  return `<text class="${classes}"${place} transform="translate(${offset})"${isBeside ? sizeFor(text, room - 20) : ''}>${text}`;
}

/** Numbers of the largest kind are written smaller than others. */
function sizeFor(text: string, widthPx: number, sizePx: number = fontSize.label): string {
  const share = widthPx / widthOf(text, sizePx);
  return share >= 1 ? '' : ` style="font-size: ${Math.floor(sizePx * share * 10) / 10}px"`;
}

/** The highest point of the forecast, as the strip below the cabinet's chart says it. */
function readoutOf(peak: PointText, { chart: words }: Texts): string {
  const items: [string, string | null][] = [
    [words.peak, peak.time],
    [words.median, peak.value],
    ['80%', peak.interval80],
    ['95%', peak.interval95],
  ];
  const shown = items.filter((item): item is [string, string] => item[1] !== null);
  const plain = shown.map((item) => item.join(' ')).join(gap);
  const spans = shown.map(
    ([name, value]) => `${escapeMarkup(name)} <tspan class="strong">${escapeMarkup(value)}</tspan>`,
  );
  const size = sizeFor(plain, inner, fontSize.readout);
  return `<text class="readout" x="${margin}" y="${readoutY}"${size}>${spans.join(gap)}</text>`;
}

const gap = '\u00a0\u00a0\u00a0\u00a0 ';
