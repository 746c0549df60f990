// The crosshair of a job's chart: a slider over points that are in the page. Without it the chart reads as it is.

const jumps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageUp: -24, PageDown: 24 };
const minusAir = '\u00a0';

/** What is known of each slider; one that is swapped out takes it along. */
const known = new WeakMap();
let writing;

/** The server's own formats, so that a point reads as in the table below. */
function formatsOf({ locale, calendar }) {
  writing ??= import(document.getElementById('job').dataset.formats);
  return writing.then(({ intlFormats }) => intlFormats(locale, calendar));
}

async function read(hit) {
  const plot = hit.closest('[data-chart]');
  const data = JSON.parse(plot.querySelector('.chart__data').textContent);
  const out = hit.closest('.chart').querySelector('.readout__values');
  const points = [...data.h, ...data.f];
  return {
    data,
    points,
    out,
    rest: [...out.childNodes],
    cross: plot.querySelector('.chart__cross'),
    at: points.length - 1,
    formats: await formatsOf(data),
  };
}

/** What belongs to a slider, read once; later wishes wait for it in their order. */
function chartOf(hit) {
  if (!known.has(hit)) known.set(hit, read(hit));
  return known.get(hit);
}

/** The words for a point: pairs of a name and a value. */
function wordsOf({ data, points, formats }, at) {
  const [timeMs, value, lower80, upper80, lower95, upper95] = points[at];
  const number = (one) => formats.number(one, data.decimals);
  const isForecast = at >= data.h.length;
  const parts = [
    [formats.moment(timeMs, data.unit, data.withYear)],
    [isForecast ? data.words.median : data.words.actual, value === null ? '—' : number(value)],
  ];
  for (const [name, lower, upper] of [
    ['80%', lower80, upper80],
    ['95%', lower95, upper95],
  ]) {
    if (typeof lower !== 'number' || typeof upper !== 'number') continue;
    const air = lower < 0 || upper < 0 ? minusAir : '';
    parts.push([name, `${number(lower)}${air}–${air}${number(upper)}`]);
  }
  return parts;
}

function show(hit, chart, wanted) {
  const { data, points, cross, out } = chart;
  const at = Math.max(0, Math.min(points.length - 1, wanted));
  chart.at = at;
  const [timeMs, value] = points[at];
  const x = `${data.t1 > data.t0 ? ((timeMs - data.t0) / (data.t1 - data.t0)) * 100 : 0}%`;
  const line = cross.querySelector('line');
  const dot = cross.querySelector('circle');
  line.setAttribute('x1', x);
  line.setAttribute('x2', x);
  dot.setAttribute('cx', x);
  dot.setAttribute('cy', `${((data.hi - (value ?? data.hi)) / (data.hi - data.lo || 1)) * 100}%`);
  dot.classList.toggle('c-dot--hist', at < data.h.length);
  cross.setAttribute('visibility', 'visible');
  const parts = wordsOf(chart, at);
  out.replaceChildren(
    ...parts.map(([name, text]) => {
      const item = document.createElement('span');
      const strong = document.createElement('b');
      strong.textContent = text ?? name;
      if (text !== undefined) item.append(`${name} `);
      item.append(strong);
      return item;
    }),
  );
  hit.setAttribute('aria-valuenow', String(at));
  hit.setAttribute('aria-valuetext', parts.map((part) => part.join(' ')).join(', '));
}

function hide({ cross, out, rest }) {
  cross.setAttribute('visibility', 'hidden');
  out.replaceChildren(...rest);
}

/** The point whose time is nearest; both lines are in the order of time. */
function nearest(points, timeMs) {
  let low = 0;
  let high = points.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle][0] < timeMs) low = middle + 1;
    else high = middle;
  }
  return low > 0 && timeMs - points[low - 1][0] <= points[low][0] - timeMs ? low - 1 : low;
}

/** Listens on the document, so that charts which are put in later work as well. */
function on(type, act) {
  document.addEventListener(type, (event) => {
    const hit = event.target.closest?.('.chart__hit');
    if (hit) act(hit, event);
  });
}

function follow(hit, { clientX, pointerType }) {
  const box = hit.getBoundingClientRect();
  chartOf(hit).then((chart) => {
    if (pointerType === 'mouse' && !hit.matches(':hover')) return;
    const { data, points } = chart;
    show(hit, chart, nearest(points, data.t0 + ((clientX - box.left) / box.width) * (data.t1 - data.t0)));
  });
}

on('pointermove', follow);
on('pointerdown', (hit, event) => {
  follow(hit, event);
  // A finger leaves at once: what it has pointed at stays with the focus, until another place is touched.
  if (event.pointerType === 'touch') hit.focus({ preventScroll: true });
});
// The finger was there to scroll the page.
on('pointercancel', (hit) => hit.blur());
on('pointerout', (hit) => {
  if (document.activeElement !== hit) chartOf(hit).then(hide);
});
on('focusin', (hit) => {
  if (hit.matches(':focus-visible')) chartOf(hit).then((chart) => show(hit, chart, chart.at));
});
on('focusout', (hit) => {
  chartOf(hit).then(hide);
});
on('keydown', (hit, event) => {
  const { key, altKey, ctrlKey, metaKey } = event;
  // Shows what stands there at rest; the slider stays on its point, from where the next arrow goes on.
  if (key === 'Escape') chartOf(hit).then(hide);
  if (altKey || ctrlKey || metaKey || !(key in jumps || key === 'Home' || key === 'End')) return;
  event.preventDefault();
  chartOf(hit).then((chart) => {
    if (key === 'Home') show(hit, chart, 0);
    else if (key === 'End') show(hit, chart, chart.points.length - 1);
    else show(hit, chart, chart.at + jumps[key]);
  });
});
