import { expect } from 'chai';
import { dataTextsFor } from '../../src/wording/data-texts.js';
import { failureCode, failureWords } from '../../src/wording/failure.rules.js';
import { roundedSpan, snappedStepMs, spanOfPoints } from '../../src/wording/time-span.rules.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe('words of a job', () => {
  it('spans have the names that people give them', () => {
    expect(spanOfPoints(168, hourMs)).to.deep.equal({ count: 168, unit: 'hour' });
    expect(spanOfPoints(24, 31 * dayMs).unit).to.equal('month');
    expect(spanOfPoints(4, 15 * 60_000).unit).to.equal('point');
    expect(spanOfPoints(4, dayMs, false).unit).to.equal('point');
    const rounded = (points: number, stepMs: number) => Object.values(roundedSpan(points, stepMs)).join(' ');
    expect([rounded(192, hourMs), rounded(720, hourMs), rounded(92, dayMs), rounded(365, dayMs)]).to.deep.equal([
      ...['8 day', '30 day', '3 month', '1 year'],
    ]);
    expect([rounded(48, 31 * dayMs), rounded(36, 5 * 60_000), rounded(5, 1)]).to.deep.equal([
      ...['4 year', '3 hour', '5 point'],
    ]);
    expect([snappedStepMs(hourMs * 1.01), snappedStepMs(1_234)]).to.deep.equal([hourMs, 1_234]);
  });

  it('every code that a job can end with has words of its own, and a newer one a general sentence', () => {
    const codes = [
      ...['no_valid_rows', 'not_enough_credits', 'timeout', 'model_timeout', 'model_memory', 'model_failed'],
      ...['unknown_model', 'too_few_rows', 'horizon_too_far', 'bad_series', 'series_unavailable', 'forecast_refused'],
    ];
    const errors = [...codes.map((code) => `${code}: detail`), 'timeout', 'model_failed: bad_forecast: of NaN'];
    for (const language of ['en', 'ru'] as const) {
      const texts = dataTextsFor(language);
      const titles = errors.map((error) => failureWords(error, texts).title);
      expect(new Set(titles).size).to.equal(errors.length - 1);
      expect(titles).to.not.include(texts.failures.unknown.title);
      for (const odd of [null, '', 'constructor: x', '__proto__', 'no such thing', 'new_code: more']) {
        expect(failureWords(odd, texts)).to.include({ title: texts.failures.unknown.title, way: 'again' });
      }
    }
    expect(failureCode('model_failed: bad_forecast: of NaN')).to.equal('bad_forecast');
  });
});
