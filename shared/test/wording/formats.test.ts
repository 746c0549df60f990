import { expect } from 'chai';
import fc from 'fast-check';
import { parseCredits } from '../../src/wording/credit-amount.rules.js';
import { formatsFor } from '../../src/wording/formats.js';

describe('numbers and times of a reader', () => {
  it('a credit amount reads back as it was shown, in either language', () => {
    const amounts = fc.integer({ min: 1, max: 1_000_000_000 });
    fc.assert(
      fc.property(amounts, fc.constantFrom('en', 'ru'), (credits, language) => {
        expect(parseCredits(` ${formatsFor(language).number(credits)} `)).to.equal(credits);
      }),
    );
  });

  it('whatever is typed is a whole number of credits in the limits, or nothing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const credits = parseCredits(text);
        if (credits !== undefined) expect(Number.isInteger(credits) && credits >= 1 && credits <= 1e9).to.equal(true);
      }),
    );
  });

  it('have a real minus, a plus where it matters, and a year when it is not the present one', () => {
    expect(formatsFor('en').signed(-1_460)).to.equal('\u22121,460');
    expect(formatsFor('ru').signed(1_460)).to.equal('+1\u00a0460');
    expect(formatsFor('en').signed(0)).to.equal('0');
    expect(formatsFor('en').time('2019-11-24T09:20:00Z')).to.equal('24 Nov 2019, 09:20');
    expect(formatsFor('ru').time('2019-09-04T23:59:59.999Z')).to.equal('4 сен 2019, 23:59');
    expect(formatsFor('en').time('2019-09-04T00:05:00+03:00')).to.equal('3 Sep 2019, 21:05');
    expect(formatsFor('ru').date('2026-11-24T09:20:00Z')).to.equal('24 ноя 2026');
    const now = new Date();
    expect(formatsFor('en').time(now.toISOString())).to.not.include(String(now.getUTCFullYear()));
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
