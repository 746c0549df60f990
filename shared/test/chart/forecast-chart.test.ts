import { expect } from 'chai';
import fc from 'fast-check';
import { forecastChart } from '../../src/chart/forecast-chart.js';
import { pathOf, piecesOf, placesOf, readMarkup, withClass } from './read-svg.js';
import { DAY_MS, HOUR_MS, START_MS, sampleChart, series, texts } from './samples.js';

const textsOf = (markup: string, className: string): string[] =>
  withClass(readMarkup(markup), className).map(({ text }) => text);

describe('forecast chart', () => {
  it('joins history, forecast and bands at the last observation', () => {
    const { svg } = forecastChart(sampleChart());
    const last = placesOf(pathOf(svg, 'c-history')).at(-1);
    expect(last?.x).equal(500);
    for (const name of ['c-median', 'c-band80', 'c-band95', 'c-edge']) {
      expect(placesOf(pathOf(svg, name))[0]).deep.equal(last);
    }
    expect(placesOf(pathOf(svg, 'c-band95'))).length(5);
    expect(piecesOf(pathOf(svg, 'c-edge'))).equal(4);
  });

  it('lets labels keep their size and paths stretch', () => {
    const elements = readMarkup(forecastChart(sampleChart()).svg);
    const [outer, inner] = elements.filter(({ name }) => name === 'svg');
    expect(outer?.attributes).deep.equal({ role: 'img', 'aria-labelledby': 'c1-t c1-d' });
    expect(inner?.attributes).include({ viewBox: '0 0 1000 400', preserveAspectRatio: 'none' });
    expect(elements.filter(({ name }) => name === 'text').every(({ inside }) => inside.length === 2)).equal(true);
    expect(elements.some(({ attributes }) => 'style' in attributes)).equal(false);
  });

  it('draws bands under the grid and lines over it', () => {
    const order = readMarkup(forecastChart(sampleChart()).svg).flatMap(({ name, attributes }) =>
      name === 'path' ? [attributes['class']] : [],
    );
    expect(order).deep.equal([
      ...['c-band95', 'c-band80', 'c-grid', 'c-base', 'c-edge', 'c-now', 'c-history', 'c-median'],
    ]);
  });

  it('says the peak and labels the ends', () => {
    const { svg, readout, legend, summary } = forecastChart(sampleChart());
    expect(textsOf(svg, 't-end')).deep.equal(['95%', '80%', '14.00', '80%', '95%']);
    expect(textsOf(legend, 'legend')).deep.equal(['']);
    expect(
      readMarkup(readout)
        .filter(({ name }) => name === 'b')
        .map(({ text }) => text),
    ).deep.equal([...['Mon, 16 Nov, 04:00', '14.00', '12.00–16.00', '11.00–18.00']]);
    expect(readMarkup(svg).find(({ name }) => name === 'desc')?.text).equal('3 points, peak Mon, 16 Nov, 04:00 14.00');
    expect(summary).include({ historyPoints: 3, forecastPoints: 2, historyTo: 'Mon, 16 Nov, 02:00' });
  });

  it('leaves a gap for a missing row, whether sent as a hole or not at all', () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8];
    const whole = series(values);
    const holed = series(values.with(4, Number.NaN));
    const shorter = {
      times: Array.from(whole.times).filter((_, i) => i !== 4),
      values: values.filter((_, i) => i !== 4),
    };
    const future = { kind: 'none' } as const;
    expect(piecesOf(pathOf(forecastChart(sampleChart({ history: whole, future })).svg, 'c-history'))).equal(1);
    expect(piecesOf(pathOf(forecastChart(sampleChart({ history: holed, future })).svg, 'c-history'))).equal(2);
    expect(piecesOf(pathOf(forecastChart(sampleChart({ history: shorter, future })).svg, 'c-history'))).equal(2);
  });

  it('waits with a fan, its strip and its legend in place', () => {
    const future = { kind: 'waiting', horizon: 3, intervals: true } as const;
    const { svg, readout, legend, plot, crosshair } = forecastChart(sampleChart({ future }));
    expect(placesOf(pathOf(svg, 'ghost')).map(({ x }) => x)).deep.equal([400, 1000, 1000]);
    expect(readMarkup(readout)[0]?.attributes['role']).equal('status');
    expect(withClass(readMarkup(legend), 'k-95')).length(1);
    expect(crosshair).equal(null);
    expect(plot).not.to.include('slider');
  });

  it('shows a series with its unreadable rows before anything is bought', () => {
    const future = { kind: 'none' } as const;
    const faultTimes = [START_MS + HOUR_MS, START_MS + HOUR_MS, START_MS - DAY_MS];
    const { svg, legend, readout } = forecastChart(sampleChart({ future, faultTimes, size: 'small' }));
    expect(pathOf(svg, 'c-fault')).equal('M500 388V400');
    expect(withClass(readMarkup(legend), 'k-fault')).length(1);
    expect(pathOf(svg, 'c-now') + readout).equal('');
  });

  it('gives the crosshair what is drawn, rounded as it is shown', () => {
    const { crosshair, plot } = forecastChart(sampleChart());
    expect(crosshair?.h[0]).deep.equal([START_MS, 10]);
    expect(crosshair?.f[1]).deep.equal([START_MS + 4 * HOUR_MS, 14, 12, 16, 11, 18]);
    const elements = readMarkup(plot);
    expect(JSON.parse(withClass(elements, 'chart__data')[0]?.text ?? '')).deep.equal(crosshair);
    expect(withClass(elements, 'chart__hit')[0]?.attributes).include({ role: 'slider', 'aria-valuemax': '4' });
  });

  it('draws a model without intervals without bands', () => {
    const forecast = { ...series([12, 14], HOUR_MS, START_MS + 3 * HOUR_MS), intervals: { 80: null, 95: null } };
    const { svg, legend, crosshair } = forecastChart(sampleChart({ future: { kind: 'ready', forecast } }));
    expect(pathOf(svg, 'c-band80') + pathOf(svg, 'c-edge')).equal('');
    expect(withClass(readMarkup(legend), 'k-80')).length(0);
    expect(crosshair?.f[0]).length(2);
  });

  it('shows eight days before a week, and three on a phone', () => {
    const history = series(Array.from({ length: 720 }, (_, i) => i % 24));
    const forecast = {
      ...series(
        Array.from({ length: 168 }, () => 5),
        HOUR_MS,
        START_MS + 720 * HOUR_MS,
      ),
      intervals: { 80: null, 95: null },
    };
    const shown = (width: 'wide' | 'narrow') =>
      forecastChart(sampleChart({ history, future: { kind: 'ready', forecast }, width })).summary.historyPoints;
    expect([shown('wide'), shown('narrow')]).deep.equal([192, 72]);
    const window = { points: 20 };
    expect(forecastChart(sampleChart({ history, window })).summary.historyPoints).equal(20);
  });

  it('lets no text become markup', () => {
    const evil = '</title></svg><script>alert(1)</script>&"\'\u0000';
    const words = { ...texts, title: evil, description: () => evil, forecastFrom: () => evil, history: evil };
    const sliding = { sliderLabel: evil, peak: evil, readoutHint: evil, median: evil, forecast: evil };
    const chart = forecastChart(sampleChart({ id: '" onload="x', texts: { ...words, ...sliding } }));
    for (const markup of [chart.svg, chart.plot, chart.legend, chart.readout]) {
      const scripts = readMarkup(markup).filter(({ name }) => name === 'script');
      expect(scripts.every(({ attributes }) => attributes['type'] === 'application/json')).equal(true);
      expect(markup).not.to.include('<script>');
    }
    expect(readMarkup(chart.svg).find(({ name }) => name === 'title')?.text).equal(evil.replace('\u0000', ''));
  });

  it('stays small for a million points', () => {
    const values = Array.from({ length: 1_000_000 }, (_, i) => Math.sin(i / 1000) + (i % 7) / 10);
    const history = series(values, 60_000);
    const { svg, plot } = forecastChart(sampleChart({ history, future: { kind: 'none' } }));
    expect(placesOf(pathOf(svg, 'c-history')).length).within(1000, 2000);
    expect(plot.length).lessThan(50_000);
  });

  it('refuses a series with more times than values', () => {
    expect(() => forecastChart(sampleChart({ history: { times: [1, 2], values: [1] } }))).throw(RangeError);
  });

  it('is well-formed, inside its view and free of NaN, whatever the values', () => {
    const value = fc.oneof(
      fc.double(),
      fc.integer({ min: -50, max: 50 }),
      fc.constantFrom(Number.NaN, 1e300, -1e300, 1e-300, 0, 5),
    );
    const lines = fc.array(fc.tuple(value, value, value, value, value), { maxLength: 40 });
    const stepMs = fc.constantFrom(1, 1000, HOUR_MS, DAY_MS, 31 * DAY_MS);
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), lines, stepMs, (past, ahead, step) => {
        const column = (i: number): number[] => ahead.map((row) => row[i] ?? Number.NaN);
        const forecast = {
          ...series(column(0), step, START_MS + past.length * step),
          intervals: { 80: { lower: column(1), upper: column(2) }, 95: { lower: column(3), upper: column(4) } },
        };
        const chart = forecastChart(
          sampleChart({
            history: series(past, step),
            future: { kind: 'ready', forecast },
          }),
        );
        expect(chart.svg).not.to.match(/NaN|Infinity|undefined/);
        for (const { name, attributes } of readMarkup(chart.plot + chart.legend + chart.readout)) {
          if (name === 'path') {
            for (const { x, y } of placesOf(attributes['d'] ?? '')) {
              expect(x).within(0, 1000);
              expect(y).within(0, 400);
            }
          }
          if (name === 'text') expect(Number.parseFloat(attributes['y'] ?? '')).within(0, 100);
        }
      }),
      { numRuns: 300 },
    );
  });
});
