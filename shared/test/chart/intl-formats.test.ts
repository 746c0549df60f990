import { expect } from 'chai';
import { escapeMarkup, scriptJson } from '../../src/chart/escape-markup.js';
import { intlFormats } from '../../src/chart/intl-formats.js';
import { formats } from './samples.js';

describe('formats of the chart', () => {
  const russian = intlFormats('ru', {
    months: ['янв', 'фев', 'мар', 'апр', 'май', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'],
    weekdays: ['вс', 'пн', 'вт', 'ср', 'чт', 'пт', 'сб'],
  });
  const timeMs = Date.UTC(2026, 10, 30, 18, 5, 7, 9);

  it('write numbers as the reader does, with a true minus', () => {
    expect(formats.number(14_480, 0)).equal('14,480');
    expect(russian.number(14_480.25, 1)).equal('14\u00a0480,3');
    expect([formats.number(-5, 0), formats.number(-0.001, 2)]).deep.equal(['−5', '0.00']);
    expect([formats.number(1e300, -299), formats.number(2.5e-300, 301)]).deep.equal(['1E300', '2.5E−300']);
  });

  it('write times as exactly as the series needs', () => {
    expect(formats.moment(timeMs, 'minute', false)).equal('Mon, 30 Nov, 18:05');
    expect(russian.moment(timeMs, 'day', true)).equal('30 ноя 2026');
    expect(formats.moment(timeMs, 'month-of-year', true)).equal('Nov 2026');
    expect(formats.moment(timeMs, 'millisecond', false)).equal('Mon, 30 Nov, 18:05:07.009');
  });
});

describe('escaping', () => {
  it('leaves nothing that could be markup, in text or in a script', () => {
    expect(escapeMarkup(`<a b="c" d='e'>&\u0007\ud800😀`)).equal('&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;😀');
    expect(scriptJson({ a: '</script><!--&' })).equal('{"a":"\\u003c/script\\u003e\\u003c!--\\u0026"}');
  });
});
