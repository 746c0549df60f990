import { forecastSeries } from '@coincast/inference-worker/forecast/forecast-series';
import { failureOf } from '@coincast/inference-worker/inference/failure-of';
import { models } from '@coincast/inference-worker/models/index';
import { answerOf } from './answer.js';
import { type AnsweredBatch, type LineBatch, lineFailure } from './line-batch.js';
import { type LineDefaults, LineError, readSeriesLine, type SeriesId } from './series-line.js';

/** Forecasts the series of a batch of lines, in order. */
export default function forecastLines({ lines, defaults }: LineBatch): AnsweredBatch {
  let text = '';
  let failures = 0;
  for (const line of lines) {
    const answer = line.text === null ? null : answered(line.text, line.number, defaults);
    if (!answer?.ok) failures++;
    text += `${answer?.text ?? lineFailure('line_too_long', 'The line is longer than 64 MiB.', line.number)}\n`;
  }
  return { text, failures };
}

function answered(text: string, lineNumber: number, defaults: LineDefaults): { text: string; ok: boolean } {
  let id: SeriesId | undefined;
  try {
    const { model: name, input, warnings, ...line } = readSeriesLine(text, defaults);
    id = line.id;
    const model = models.find((candidate) => candidate.name === name);
    if (!model) throw new LineError('unknown_model', `There is no model ${name}.`, id);
    const forecast = forecastSeries(model, input);
    return { text: JSON.stringify(answerOf({ id, model: name, forecast, warnings })), ok: true };
  } catch (error) {
    if (error instanceof LineError)
      return { text: lineFailure(error.code, error.message, lineNumber, error.id), ok: false };
    const { reason, detail } = failureOf(error);
    return { text: lineFailure(reason, detail, lineNumber, id), ok: false };
  }
}
