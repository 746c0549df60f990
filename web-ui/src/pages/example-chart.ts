import { readFileSync } from 'node:fs';
import { type ForecastChart, forecastChart } from '@coincast/shared/chart/forecast-chart';
import type { Forecast, TimeSeries } from '@coincast/shared/chart/types';
import { chartFormatsFor } from '@coincast/shared/wording/chart-formats';
import { type Language, languages } from '@coincast/shared/wording/languages';
import { textsFor } from '../i18n/texts.js';

/** A well-known series, and what the models that are on sale forecast for it. */
interface Example {
  history: TimeSeries;
  forecast: Forecast;
}

const example: Example = JSON.parse(
  readFileSync(new URL('../../../examples/airline-passengers.json', import.meta.url), 'utf8'),
);

const charts = new Map(languages.map((language) => [language, draw(language)]));

/** The chart of the welcome page, drawn once for each language. */
export function exampleChart(language: Language): Pick<ForecastChart, 'svg' | 'legend'> | undefined {
  return charts.get(language);
}

function draw(language: Language): ForecastChart {
  const { chart, welcome } = textsFor(language);
  return forecastChart({
    id: 'example',
    history: example.history,
    future: { kind: 'ready', forecast: example.forecast },
    faultTimes: [],
    window: null,
    width: 'wide',
    size: 'full',
    texts: { ...chart, title: welcome.exampleTitle },
    formats: chartFormatsFor(language),
  });
}
