/** The light colours of the design (`tokens.css`), which an image has to name. */
const colour = {
  surface: '#ffffff',
  line: '#e2e6ea',
  text: '#14191f',
  textMuted: '#47525e',
  accentSoft: '#e4f1f7',
  accentLine: '#a9cfdf',
  history: '#2a333e',
  median: '#0a6485',
  band80: '#aad2e4',
  band95: '#e0eff6',
  bandEdge: '#4a94b3',
  axis: '#5f6a76',
  now: '#808a96',
};

/** Sizes of text in px, for an image that a phone shows at about a third. */
export const fontSize = { title: 32, subtitle: 21, legend: 19, label: 19, readout: 21 };

/** The style of the picture: the rules of the cabinet's `chart.css`, with strokes as they look at this size. */
export const style = `
text { font-family: Inter; font-weight: 400; fill: ${colour.axis}; font-size: ${fontSize.label}px }
.page { fill: ${colour.surface} }
.rule { stroke: ${colour.line}; stroke-width: 1.5 }
.title { font-size: ${fontSize.title}px; font-weight: 600; fill: ${colour.text} }
.subtitle { font-size: ${fontSize.subtitle}px; fill: ${colour.textMuted} }
.legend { font-size: ${fontSize.legend}px; fill: ${colour.textMuted} }
.readout { font-size: ${fontSize.readout}px; fill: ${colour.textMuted} }
.strong { font-weight: 600; fill: ${colour.text} }
path, line { fill: none }
.k-history, .c-history { stroke: ${colour.history} }
.k-median, .c-median { stroke: ${colour.median} }
.k-history, .k-median { stroke-width: 3 }
.k-80 { fill: ${colour.band80}; stroke: ${colour.bandEdge} }
.k-95 { fill: ${colour.band95}; stroke: ${colour.bandEdge} }
.c-band80 { fill: ${colour.band80} }
.c-band95 { fill: ${colour.band95} }
.c-edge { stroke: ${colour.bandEdge}; stroke-width: 1 }
.c-grid { stroke: ${colour.text}; stroke-opacity: .09; stroke-width: 1.25 }
.c-base { stroke: ${colour.now}; stroke-width: 1.5 }
.c-history { stroke-width: 2; stroke-linejoin: round }
.c-median { stroke-width: 3; stroke-linejoin: round }
.c-now { stroke: ${colour.now}; stroke-width: 1.5; stroke-dasharray: 5 5 }
.ghost { fill: ${colour.accentSoft} }
.ghost-line { stroke: ${colour.accentLine}; stroke-width: 1.5; stroke-dasharray: 6 6 }
.t-y { text-anchor: end }
.t-x { text-anchor: middle }
.t-end { text-anchor: start }
.t-end--strong { fill: ${colour.median}; font-weight: 600 }
.t-now { fill: ${colour.textMuted} }
.t-now--flip { text-anchor: end }
`;
