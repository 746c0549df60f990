import { columnFromBytes, columnToBytes, type ForecastPayload } from '@coincast/shared/contracts';
import { expect } from 'chai';
import { forecastFromBytes, forecastFromPayload } from '../../src/saga/forecast.rules.js';
import { forecast } from '../samples.js';

type Inline = Extract<ForecastPayload, { kind: 'inline' }>;
const inline = (values: number[], withIntervals = false) => forecast(1, values, withIntervals).forecast as Inline;

describe('a forecast', () => {
  it('is kept column by column', () => {
    const stored = forecastFromPayload(inline([1, 2, 3], true), 3);
    expect([...columnFromBytes(stored?.values ?? new Uint8Array())]).to.deep.equal([1, 2, 3]);
    expect([...columnFromBytes(stored?.intervals ?? new Uint8Array())]).to.deep.equal([
      0, 1, 2, 2, 3, 4, -1, 0, 1, 3, 4, 5,
    ]);
    expect(forecastFromPayload(inline([1]), 1)?.intervals).to.equal(null);
  });

  it('is none when a column is too short, too long or not whole', () => {
    expect(forecastFromPayload(inline([1, 2]), 3)).to.equal(null);
    expect(forecastFromPayload(inline([1, 2, 3, 4]), 3)).to.equal(null);
    expect(forecastFromPayload({ ...inline([1]), values: 'AAAA' }, 1)).to.equal(null);
    expect(forecastFromBytes(Buffer.alloc(16), 2, 2)).to.equal(null);
  });

  for (const number of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    it(`is none when it has ${number} anywhere`, () => {
      expect(forecastFromPayload(inline([1, number]), 2)).to.equal(null);
      expect(forecastFromPayload({ ...inline([1]), times: inline([number]).values }, 1)).to.equal(null);
      const bytes = columnToBytes(Float64Array.of(1, 2, 3, 4, 5, number));
      expect(forecastFromBytes(bytes, 6, 1)).to.equal(null);
    });
  }

  it('is none when a time does not exist', () => {
    expect(forecastFromPayload({ ...inline([1]), times: inline([9e15]).values }, 1)).to.equal(null);
  });
});
