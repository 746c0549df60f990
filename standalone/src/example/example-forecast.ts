import { forecastSeries } from '@coincast/inference-worker/forecast/forecast-series';
import { modelNamed } from '@coincast/inference-worker/models/index';
import { defaultModelName } from '@coincast/shared/contracts/model-catalogue';
import { airlinePassengers, firstYear } from './airline-passengers.js';

/** Where the cabinet finds it; `write-example.js` writes it anew. */
export const exampleUrl = new URL('../../../../web-ui/examples/airline-passengers.json', import.meta.url);

const horizon = 24;

/** The example of the cabinet's welcome page, as its JSON text: a well-known series and its forecast by the models on sale. */
export function exampleForecast(): string {
  const times = Float64Array.from(airlinePassengers, (_, month) => Date.UTC(firstYear, month));
  const values = Float64Array.from(airlinePassengers);
  const forecast = forecastSeries(modelNamed(defaultModelName), { times, values, horizon });
  const bounds = ({ lower, upper }: Record<'lower' | 'upper', Float64Array>) => ({
    lower: rounded(lower),
    upper: rounded(upper),
  });
  const example = {
    model: defaultModelName,
    history: { times: [...times], values: [...values] },
    forecast: {
      times: [...forecast.times],
      values: rounded(forecast.values),
      intervals: { 80: bounds(forecast.intervals[80]), 95: bounds(forecast.intervals[95]) },
    },
  };
  return `${JSON.stringify(example)}\n`;
}

function rounded(numbers: Float64Array): number[] {
  return Array.from(numbers, (number) => Math.round(number * 10) / 10);
}
