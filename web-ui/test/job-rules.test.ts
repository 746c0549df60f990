import { expect } from 'chai';
import fc from 'fast-check';
import { idOf } from '../src/pages/id-of.js';
import { historyWindows } from '../src/pages/job/history-windows.rules.js';
import { jobAddress, readJobView } from '../src/pages/job/job-address.rules.js';

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
});
