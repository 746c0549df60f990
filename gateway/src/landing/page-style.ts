import { createHash } from 'node:crypto';

/** Of the design tokens (roles and values alike), what these pages use. */
const tokens = `
:root{color-scheme:light dark;
--canvas:light-dark(#f6f7f8,#0e1216);--surface:light-dark(#ffffff,#151a20);--surface-sunken:light-dark(#f1f3f5,#0f1419);
--line:light-dark(#e2e6ea,#262e37);--line-strong:light-dark(#cdd3da,#36404b);
--text:light-dark(#14191f,#e9edf1);--text-muted:light-dark(#47525e,#aab4bf);
--accent:light-dark(#0a6485,#5cc0e6);--accent-hover:light-dark(#07506b,#83d2f0);--on-accent:light-dark(#ffffff,#03202c);
--chart-band-80:light-dark(#aad2e4,#21607a);--chart-median:light-dark(#0a6485,#74cdf0);--focus:light-dark(#0a6485,#83d2f0);
--font-sans:-apple-system,"Segoe UI Variable Text","Segoe UI",Roboto,Inter,"Noto Sans","Liberation Sans",system-ui,sans-serif;
--font-mono:ui-monospace,"SF Mono","Cascadia Mono",Consolas,"Roboto Mono","Noto Sans Mono","Liberation Mono",monospace}`;

/** The one style sheet of the gateway's own pages. */
export const pageStyle = `${tokens}
*,*::before,*::after{box-sizing:border-box}
body{margin:0;background:var(--canvas);color:var(--text);font:400 .875rem/1.5 var(--font-sans);-webkit-font-smoothing:antialiased}
h1,h2,p,ul,ol,dl,dd,pre{margin:0;padding:0}
h1{font-size:clamp(1.875rem,1.3rem + 2.4vw,2.75rem);font-weight:600;line-height:1.12;letter-spacing:-.025em;text-wrap:balance}
h2{font-size:1rem;font-weight:600;line-height:1.35}
a{color:var(--accent);text-underline-offset:3px;text-decoration-thickness:1px}
a:hover{color:var(--accent-hover)}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:4px}
code,pre{font-family:var(--font-mono);font-size:.8125rem}
.top,main{max-width:70rem;margin:0 auto;padding:1.5rem 2rem}
.top{display:flex;flex-wrap:wrap;align-items:center;justify-content:space-between;gap:1rem}
.brand{display:inline-flex;align-items:center;gap:.5rem;color:var(--text);font-size:1rem;font-weight:600;text-decoration:none}
.brand svg{width:1.375rem;height:1.375rem}
.brand .line{stroke:var(--text)}.brand .future{stroke:var(--chart-median)}.brand .band{fill:var(--chart-band-80)}
main{display:grid;gap:2rem;padding-block:2.5rem 4rem}
.lead{display:grid;gap:1.25rem;max-width:46rem}
.lead p{font-size:1rem;color:var(--text-muted);text-wrap:pretty}
.actions{display:flex;flex-wrap:wrap;gap:.5rem}
.btn{display:inline-flex;align-items:center;min-height:2.75rem;padding:0 1rem;border:1px solid var(--line-strong);border-radius:6px;background:var(--surface);color:var(--text);font-weight:500;text-decoration:none}
.btn--primary{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
.btn--primary:hover{background:var(--accent-hover);color:var(--on-accent)}
.card{display:grid;gap:1rem;grid-template-columns:minmax(0,1fr);padding:1.25rem;background:var(--surface);border:1px solid var(--line);border-radius:10px}
.card p,.card dd{color:var(--text-muted)}
.steps{display:grid;gap:1rem;list-style:none;grid-template-columns:minmax(0,1fr)}
.steps p{color:var(--text);font-weight:500;margin-bottom:.25rem}
pre{overflow-x:auto;padding:.75rem 1rem;background:var(--surface-sunken);border:1px solid var(--line);border-radius:6px;line-height:1.6}
dl{display:grid;gap:1rem}
dt{font-weight:500}dt:target{color:var(--accent)}
@media (max-width:640px){.top,main{padding-inline:1rem}}
`;

/** For the Content-Security-Policy of a page that has the style sheet inside. */
export const pageStyleHash = createHash('sha256').update(pageStyle).digest('base64');

export const brand = `<a class="brand" href="/"><svg viewBox="0 0 24 24" aria-hidden="true" fill="none"><path class="band" d="M11.5 12 20.6 6.1A10.4 10.4 0 0 1 20.6 17.9z"/><path class="future" d="M11.5 12H22" stroke-width="2"/><path class="line" d="M2.4 14.2 6 9.6l2.9 4L11.5 12" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/><circle class="line" cx="12" cy="12" r="10.4" stroke-width="1.6"/></svg>Coincast</a>`;

/** @param main markup, escaped already. */
export function htmlPage({ lang, title, nav, main }: { lang: string; title: string; nav: string; main: string }) {
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${pageStyle}</style>
</head>
<body>
<header class="top">${brand}${nav}</header>
<main>${main}</main>
</body>
</html>
`;
}
