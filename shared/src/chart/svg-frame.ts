import { elementId, escapeMarkup } from './escape-markup.js';
import { gridPath } from './paths.js';
import { coordinate, percent, type Scale, VIEW_HEIGHT, VIEW_WIDTH } from './scale.js';
import { isAtRightEdge, type TimeTick } from './time-ticks.js';

export interface ValueLabel {
  value: number;
  label: string;
}

/** Everything that every chart has: names, axes, grid; `bands` lie under the grid, `lines` over it. */
export interface FrameParts {
  id: string;
  title: string;
  description: string;
  scale: Scale;
  valueTicks: ValueLabel[];
  timeTicks: TimeTick[];
  /** Markup. */
  bands: string;
  lines: string;
  labels: string;
  overlay: string;
}

/**
 * A chart's `<svg>`: the outer one has no viewBox, so that labels stay 12 px at any width; the inner one stretches.
 */
export function svgFrame(parts: FrameParts): string {
  const { scale } = parts;
  const id = elementId(parts.id);
  const yLabels = parts.valueTicks.map(
    ({ value, label }) =>
      `<text class="t-y" x="0" y="${percent(scale.y(value), VIEW_HEIGHT)}">${escapeMarkup(label)}</text>`,
  );
  const xLabels = parts.timeTicks.map((tick, i) => timeLabel(tick, i, parts.timeTicks.length, scale));
  return [
    `<svg role="img" aria-labelledby="${id}-t ${id}-d">`,
    `<title id="${id}-t">${escapeMarkup(parts.title)}</title><desc id="${id}-d">${escapeMarkup(parts.description)}</desc>`,
    ...yLabels,
    ...xLabels,
    parts.labels,
    `<svg viewBox="0 0 ${VIEW_WIDTH} ${VIEW_HEIGHT}" preserveAspectRatio="none" overflow="visible">`,
    parts.bands,
    path('c-grid', gridPath(parts.valueTicks.map(({ value }) => scale.y(value)))),
    path('c-base', `M0 ${VIEW_HEIGHT}H${VIEW_WIDTH}`),
    parts.lines,
    '</svg>',
    parts.overlay,
    '</svg>',
  ].join('');
}

/** A path of that class; nothing where there is nothing to draw. */
export const path = (className: string, d: string): string => (d === '' ? '' : `<path class="${className}" d="${d}"/>`);

/** A word right of the line's end. */
export const endLabel = (text: string, y: number, strong: boolean): string =>
  `<text class="t-end${strong ? ' t-end--strong' : ''}" x="100%" y="${coordinate(y)}%">${escapeMarkup(text)}</text>`;

// Words of 12 px, which have fewer wide figures than a date; a phone's drawing and the margin right of it.
const LETTER_PX = 6.1;
const PHONE_PX = 270;
const MARGIN_PX = 10;

/** A word beside the line of the present, on the side with room for it. */
export function nowLabel(text: string, x: number): string {
  const width = [...text].length * LETTER_PX;
  const right = (1 - x / VIEW_WIDTH) * PHONE_PX + MARGIN_PX;
  const left = (x / VIEW_WIDTH) * PHONE_PX;
  const flip = right < width && left > right;
  return `<text class="t-now${flip ? ' t-now--flip' : ''}" x="${percent(x, VIEW_WIDTH)}" y="0">${escapeMarkup(text)}</text>`;
}

function timeLabel(tick: TimeTick, index: number, count: number, scale: Scale): string {
  const x = scale.x(tick.timeMs);
  const classes = ['t-x'];
  if (tick.minor) classes.push('t-x--minor');
  // The left margin holds the values' labels, so there is always room to be centred there.
  if (index === count - 1 && isAtRightEdge(x / VIEW_WIDTH)) classes.push('t-x--last');
  return `<text class="${classes.join(' ')}" x="${percent(x, VIEW_WIDTH)}" y="100%">${escapeMarkup(tick.label)}</text>`;
}
