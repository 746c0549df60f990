import { expect } from 'chai';
import { meaningOf } from '../../../src/dataset/xlsx/number-formats.js';

describe('meaningOf', () => {
  const codes: Record<'date' | 'clock' | 'number', string[]> = {
    date: [
      'yyyy-mm-dd',
      'yyyy\\-mm\\-dd\\ hh:mm:ss.000',
      'd/m/yy;@',
      'DD.MM.YYYY',
      'dd.mm.yyyy\\ "г."',
      '[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy',
      '[$-419]mmmm\\ yyyy;@',
      '[Red]mmm-yy',
      'mmm',
      'm/d',
      'm/d/yy h:mm AM/PM',
      '[DBNum1][$-404]yyyy"年"m"月"d"日";@',
      'ggge"年"m"月"',
      'yyyy-mm-dd"T"hh:mm:ss"Z"',
    ],
    clock: ['h:mm', 'hh:mm:ss', 'mm:ss.0', '[h]:mm:ss', '[mm]:ss', 'h:mm AM/PM', '[$-409]h:mm:ss AM/PM;@'],
    number: [
      'General',
      '0.00',
      '#,##0',
      '0.00%',
      '0.00E+00',
      '# ?/?',
      '@',
      '#,##0.00\\ "₽"',
      '#,##0.00 "days"',
      '"yyyy"0',
      '#,##0.00\\ \\d',
      '_-* #,##0.00\\ [$€-407]_-;\\-* #,##0.00\\ [$€-407]_-',
      '[$-409]#,##0.00',
      '[Red]0;[Blue]-0',
      'General;[Red]\\-General',
      '0.0" s"',
      '_-* _d_-',
      'Standard',
      '',
    ],
  };
  for (const [kind, formats] of Object.entries(codes)) {
    for (const code of formats)
      it(`finds that ${code || 'nothing'} is a ${kind}`, () => expect(meaningOf(code).kind).to.equal(kind));
  }

  it('finds fractions of seconds', () => {
    for (const code of ['hh:mm:ss.000', 'mm:ss.0', '[ss].00', 'ss,000'])
      expect(meaningOf(code).fractions, code).to.equal(true);
    for (const code of ['hh:mm:ss', '0.000', 'yyyy']) expect(meaningOf(code).fractions, code).to.equal(false);
  });
});
