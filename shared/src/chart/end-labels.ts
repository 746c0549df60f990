/** A word beside the right end of a line. */
export interface EndLabel {
  text: string;
  /** Percent of the drawing's height, from above. */
  y: number;
  /** Lower levels give way first; 0 never does. */
  level: number;
}

interface Group {
  labels: EndLabel[];
  /** Mean of what the labels would like the group's top to be. */
  top: number;
  weight: number;
}

// The value itself moves least.
const weightOf = (label: EndLabel): number => (label.level === 0 ? 8 : 1);

/**
 * Places for labels that want to stand at their `y`: ordered, `spacing` percent apart, inside 0..100, as near as can be
 * (least squares by pooling adjacent violators). Where that would lead a label further than one spacing and a half from
 * what it names, the least important level is left out.
 */
export function placeEndLabels(labels: readonly EndLabel[], spacing: number): EndLabel[] {
  const wanted = [...labels].sort((a, b) => a.y - b.y);
  const placed = spread(wanted, spacing);
  const farthest = Math.max(0, ...placed.map((label, i) => Math.abs(label.y - (wanted[i]?.y ?? label.y))));
  const least = Math.max(0, ...wanted.map((label) => label.level));
  if (least === 0 || farthest <= spacing * 1.5) return placed;
  return placeEndLabels(
    wanted.filter((label) => label.level < least),
    spacing,
  );
}

function spread(wanted: readonly EndLabel[], spacing: number): EndLabel[] {
  const groups: Group[] = [];
  for (const label of wanted) {
    let group: Group = { labels: [label], top: label.y, weight: weightOf(label) };
    for (let above = groups.at(-1); above && above.top + above.labels.length * spacing > group.top; ) {
      group = merged(above, group, spacing);
      groups.pop();
      above = groups.at(-1);
    }
    groups.push(group);
  }
  const placed = groups.flatMap((group) => group.labels.map((label, i) => ({ ...label, y: group.top + i * spacing })));
  return inside(placed, spacing);
}

function merged(above: Group, below: Group, spacing: number): Group {
  const weight = above.weight + below.weight;
  const belowTop = below.top - above.labels.length * spacing;
  return {
    labels: [...above.labels, ...below.labels],
    top: (above.top * above.weight + belowTop * below.weight) / weight,
    weight,
  };
}

function inside(labels: EndLabel[], spacing: number): EndLabel[] {
  let limit = 100;
  const raised = labels.toReversed().map((label) => {
    const y = Math.min(label.y, limit);
    limit = y - spacing;
    return { ...label, y };
  });
  limit = 0;
  return raised.toReversed().map((label) => {
    const y = Math.max(label.y, limit);
    limit = y + spacing;
    return { ...label, y };
  });
}
