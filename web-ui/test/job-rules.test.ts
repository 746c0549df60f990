import { expect } from 'chai';
import fc from 'fast-check';
import { formatsFor } from '../src/i18n/formats.js';
import { textsFor } from '../src/i18n/texts.js';
import { idOf } from '../src/pages/id-of.js';
import { failureCode, failureWords } from '../src/pages/job/failure.rules.js';
import { historyWindows } from '../src/pages/job/history-windows.rules.js';
import { jobAddress, readJobView } from '../src/pages/job/job-address.rules.js';
import { roundedSpan, snappedStepMs, spanOfPoints } from '../src/pages/job/time-span.rules.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

describe('rules of a job’s page', () => {
  it('an address says what it shows, and nothing else', () => {
    const history = fc.option(fc.oneof(fc.integer({ min: 1, max: 999_999_999 }), fc.constant('all' as const)), {
      nil: undefined,
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e14 }),
        history,
        fc.integer({ min: 8, max: 1_000 }),
        (id, chosen, values) => {
          const [path = '', query = ''] = jobAddress(id, { history: chosen, values }).split('?');
          expect(idOf(path.replace('/job/', ''))).to.equal(id);
          expect(readJobView(Object.fromEntries(new URLSearchParams(query)))).to.deep.equal({
            history: chosen,
            values,
          });
        },
      ),
    );
    expect(readJobView({ history: ['1'], values: { a: 1 } })).to.deep.equal({ history: undefined, values: 8 });
    expect(idOf('08')).to.equal(undefined);
  });

  it('windows of the history grow, end with everything, and the first needs no choice', () => {
    const size = fc.integer({ min: 1, max: 2_000_000 });
    fc.assert(
      fc.property(size, size, (total, horizon) => {
        const options = historyWindows(total, horizon, undefined);
        const [first] = options;
        expect(first).to.include({ value: undefined, isCurrent: true });
        expect(options.at(-1)?.wide).to.equal(total);
        for (let i = 1; i < options.length; i++) {
          expect(options[i]?.wide).to.be.at.least(Number(options[i - 1]?.wide));
          expect(options[i]?.narrow).to.be.above(Number(options[i - 1]?.narrow));
        }
      }),
    );
    expect(historyWindows(720, 168, 384).map(({ wide, isCurrent }) => [wide, isCurrent])).to.deep.equal([
      [192, false],
      [384, true],
      [720, false],
    ]);
  });

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
      const texts = textsFor(language);
      const titles = errors.map((error) => failureWords(error, texts).title);
      expect(new Set(titles).size).to.equal(errors.length - 1);
      expect(titles).to.not.include(texts.failures.unknown.title);
      for (const odd of [null, '', 'constructor: x', '__proto__', 'no such thing', 'new_code: more']) {
        expect(failureWords(odd, texts)).to.include({ title: texts.failures.unknown.title, way: 'again' });
      }
    }
    expect(failureCode('model_failed: bad_forecast: of NaN')).to.equal('bad_forecast');
  });

  it('figures stay short, however large', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constantFrom('en', 'ru'),
        (value, language) => {
          const text = formatsFor(language).figure(value, { maximumSignificantDigits: 4 });
          expect(text.length, text).to.be.below(16);
          expect(text).to.not.include('-');
        },
      ),
    );
  });
});
