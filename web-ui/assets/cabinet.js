// What pages gain by script. Each is complete without it.

const { documentElement: root } = document;
const numbers = new Intl.NumberFormat(root.lang === 'ru' ? 'ru-RU' : 'en-GB');

/** Shows or hides what is typed as a password. */
function toggleSecret(button) {
  const input = document.getElementById(button.getAttribute('aria-controls'));
  const shown = input.type === 'password';
  input.type = shown ? 'text' : 'password';
  button.setAttribute('aria-pressed', String(shown));
  button.textContent = shown ? button.dataset.hide : button.dataset.show;
}

/** Whole credits as people write them, or undefined; the server has the last word. */
function creditsIn(text) {
  const written = text.trim();
  const isPlain = /^(?:\d{1,10}|\d{1,3}(?:[ ,\u00a0\u202f]\d{3}){1,3})$/.test(written);
  return isPlain ? Number(written.replace(/\D/g, '')) : undefined;
}

/** Keeps the button and the receipt at what the form would add. */
function showSum(form) {
  const typed = form.elements.amount.value;
  const credits = typed.trim() === '' ? Number(form.elements.preset.value) : creditsIn(typed);
  const balance = Number(form.dataset.balance);
  form.querySelector('[data-sum]').textContent = credits ? numbers.format(credits) : '';
  form.querySelector('[data-after]').textContent = numbers.format(balance + (credits || 0));
}

for (const form of document.querySelectorAll('[data-top-up]')) {
  form.addEventListener('input', ({ target }) => {
    // A typed amount wins over a suggested one, so choosing one clears the other.
    if (target.name === 'preset') form.elements.amount.value = '';
    if (target.name === 'amount' && target.value.trim() !== '') {
      for (const choice of form.elements.preset) choice.checked = false;
    }
    showSum(form);
  });
  showSum(form);
}

document.addEventListener('click', ({ target }) => {
  const button = target.closest('[data-show]');
  if (button) toggleSecret(button);
  for (const menu of document.querySelectorAll('details.account[open]')) {
    if (!menu.contains(target)) menu.open = false;
  }
});

document.addEventListener('keydown', ({ key }) => {
  if (key !== 'Escape') return;
  for (const menu of document.querySelectorAll('details.account[open]')) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});

document.addEventListener('submit', ({ target }) => {
  target.querySelector('.btn[type="submit"]')?.setAttribute('aria-busy', 'true');
});

// Coming back by the browser's button shows the page as it was left.
window.addEventListener('pageshow', () => {
  for (const button of document.querySelectorAll('.btn[aria-busy="true"]')) button.removeAttribute('aria-busy');
});

// What is put into a page may take away what had the focus: the nearest part around it that is still there takes it.
let leaving;
document.addEventListener('htmx:beforeSwap', () => {
  const { activeElement: element } = document;
  // What another swap has taken away already waits for its turn.
  if (element === document.body && leaving && !leaving.element.isConnected) return;
  const around = [];
  for (let part = element; part; part = part.parentElement) if (part.id) around.push(part.id);
  leaving = { element, around };
});
document.addEventListener('htmx:afterSettle', () => {
  if (document.activeElement !== document.body || !leaving || leaving.element.isConnected) return;
  const places = leaving.around.map((id) => document.getElementById(id));
  places.find((place) => place?.hasAttribute('tabindex'))?.focus({ preventScroll: true });
});

// What the reader asked for and cannot be put into the page is opened as one, which says what is wrong.
for (const failure of ['htmx:responseError', 'htmx:sendError']) {
  document.addEventListener(failure, ({ detail }) => {
    const isLive = detail.requestConfig?.triggeringEvent?.type.startsWith('live:');
    if (detail.elt.href && !isLive) window.location.assign(detail.elt.href);
  });
}
