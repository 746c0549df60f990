// Live updates: tells the page, by events on <body>, when the reader's jobs or balance have changed. Elements listen for
// `live:job` and `live:balance` there and ask for what they show. Without the id of a job, each of them may have changed.

const pollMs = 5_000;
const toastMs = 10_000;
const mostToasts = 3;

let source;
let polling;
let again;
const told = new Set();

function tell(name, detail = {}) {
  document.body.dispatchEvent(new CustomEvent(name, { detail }));
}

function tellAll() {
  tell('live:job');
  tell('live:balance');
}

function poll() {
  polling ??= setInterval(tellAll, pollMs);
}

function stopPolling() {
  clearInterval(polling);
  polling = undefined;
}

function close() {
  clearTimeout(again);
  stopPolling();
  source?.close();
  source = undefined;
}

/** Only visible pages listen: over HTTP/1.1 a browser has six connections to a host, and hidden tabs would take them. */
function open() {
  if (source || document.hidden) return;
  clearTimeout(again);
  const opened = new EventSource('/live');
  source = opened;
  let isFirst = true;
  opened.addEventListener('open', () => {
    stopPolling();
    // What happened between the rendering of the page and now; later gaps are told by the server's catch-up.
    if (isFirst) tellAll();
    isFirst = false;
  });
  opened.addEventListener('catch-up', tellAll);
  opened.addEventListener('balance', () => tell('live:balance'));
  opened.addEventListener('job', ({ data }) => {
    const job = JSON.parse(data);
    tell('live:job', job);
    if (job.status !== 'PENDING') showToast(job.id);
  });
  opened.addEventListener('error', () => {
    if (source !== opened) return;
    poll();
    if (opened.readyState !== EventSource.CLOSED) return;
    // The browser has given up: there was no room, or nobody is signed in, which the next poll finds out.
    source = undefined;
    again = setTimeout(open, 20_000 + 20_000 * Math.random());
  });
}

/** Says in a corner that a job has ended, unless its page is open. An event may come twice, its toast does not. */
async function showToast(id) {
  const isOpen = new RegExp(`^/job/${id}/?$`).test(window.location.pathname);
  const toasts = document.getElementById('toasts');
  if (isOpen || !toasts || told.has(id)) return;
  told.add(id);
  const answer = await fetch(`/job/${id}/toast`, { headers: { 'HX-Request': 'true' } }).catch(() => undefined);
  if (answer?.status !== 200) return;
  const template = document.createElement('template');
  template.innerHTML = await answer.text();
  const toast = template.content.firstElementChild;
  if (!toast) return;
  toasts.append(toast);
  while (toasts.childElementCount > mostToasts) toasts.firstElementChild.remove();
  letGo(toast);
}

function letGo(toast) {
  setTimeout(() => {
    if (toast.matches(':hover, :focus-within')) letGo(toast);
    else toast.remove();
  }, toastMs);
}

document.addEventListener('click', ({ target }) => {
  const toast = target.closest('.toast');
  if (!toast || !target.closest('button')) return;
  const hadFocus = toast.contains(document.activeElement);
  toast.remove();
  // Whoever works by keyboard goes on in the page, not at its beginning.
  if (hadFocus) document.getElementById('main')?.focus({ preventScroll: true });
});

document.addEventListener('visibilitychange', () => {
  if (document.hidden) close();
  else open();
});
window.addEventListener('pagehide', close);
window.addEventListener('pageshow', open);
open();
