// Sends a file as soon as it is chosen, and keeps the quote at what is chosen. Each works without it. In a scope of its own: scripts of a page share one.

(() => {
  const { lang } = document.documentElement;
  const locale = lang === 'ru' ? 'ru-RU' : 'en-GB';
  const numbers = new Intl.NumberFormat(locale);
  const megabytes = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const plurals = new Intl.PluralRules(locale);

  /** Everything that a form for a file shows while the file is on its way. */
  class Upload {
    constructor(form) {
      this.form = form;
      this.input = form.querySelector('input[type="file"]');
      this.drop = form.querySelector('[data-drop]');
      this.progress = form.querySelector('[data-progress]');
      this.fault = form.querySelector('[data-fault]');
      this.bar = form.querySelector('[role="progressbar"]');
      this.sent = form.querySelector('[data-sent]');
      this.input.addEventListener('change', () => this.begin());
      form.querySelector('[data-cancel]').addEventListener('click', () => this.request?.abort());
      for (const name of ['dragenter', 'dragover']) this.drop.addEventListener(name, () => this.mark(true));
      for (const name of ['dragleave', 'drop']) this.drop.addEventListener(name, () => this.mark(false));
    }

    mark(isOver) {
      this.drop.toggleAttribute('data-over', isOver);
    }

    begin() {
      const [file] = this.input.files;
      if (!file) return;
      const { maxBytes, tooLarge } = this.form.dataset;
      if (file.size > Number(maxBytes)) {
        this.end(tooLarge);
        return;
      }
      this.show(file);
      this.send(file);
    }

    show(file) {
      this.form.querySelector('[data-name]').textContent = file.name;
      this.fault.hidden = true;
      this.drop.hidden = true;
      this.progress.hidden = false;
      this.move(0, file.size);
      this.form.querySelector('[data-cancel]').focus();
    }

    move(sent, all) {
      const percent = all > 0 ? Math.round((100 * sent) / all) : 0;
      const inMegabytes = (bytes) => megabytes.format(bytes / 1048576);
      this.bar.setAttribute('aria-valuenow', String(percent));
      this.bar.firstElementChild.style.inlineSize = `${percent}%`;
      this.sent.textContent =
        sent < all
          ? this.form.dataset.sentOf.replace('{sent}', inMegabytes(sent)).replace('{all}', inMegabytes(all))
          : this.form.dataset.checking;
    }

    send(file) {
      const request = new XMLHttpRequest();
      this.request = request;
      request.open('POST', this.form.action);
      request.setRequestHeader('Accept', 'application/json');
      request.upload.addEventListener('progress', ({ loaded, total }) => this.move(loaded, total));
      request.addEventListener('load', () => this.finish(request));
      request.addEventListener('error', () => this.end(this.form.dataset.lost));
      request.addEventListener('abort', () => this.end(this.form.dataset.cancelled));
      const body = new FormData();
      body.set('file', file);
      request.send(body);
    }

    finish(request) {
      const answer = readJson(request.responseText);
      if (answer?.location) window.location.assign(answer.location);
      else if (answer?.error) this.end(answer.error);
      // Sent to another page on the way, to sign-in for instance.
      else if (request.status < 400 && request.responseURL) window.location.assign(request.responseURL);
      else this.end(answer?.detail ?? this.form.dataset.lost);
    }

    /** Back to where a file is chosen, with the reason. */
    end(reason) {
      this.input.value = '';
      this.progress.hidden = true;
      this.drop.hidden = false;
      this.fault.querySelector('span').textContent = reason;
      this.fault.hidden = false;
      this.input.focus();
    }
  }

  function readJson(text) {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  }

  /** The horizon as it is typed, with spaces or commas between thousands, or undefined. */
  function horizonIn(input) {
    const written = input.value.trim();
    if (!/^(?:\d{1,9}|\d{1,3}(?:[ ,\u00a0\u202f]\d{3}){1,2})$/.test(written)) return undefined;
    const horizon = Number(written.replace(/\D/g, ''));
    return horizon >= 1 && horizon <= Number(input.dataset.most) ? horizon : undefined;
  }

  function showOrder(form) {
    const quote = document.querySelector('[data-quote]');
    const chosen = form.querySelector('[name="model_name"]:checked');
    const { horizon: input } = form.elements;
    const horizon = horizonIn(input);
    const word = (count) => quote.getAttribute(`data-unit-${plurals.select(count)}`) ?? quote.dataset.unitOther;
    if (chosen) quote.querySelector('[data-model]').textContent = chosen.dataset.title;
    quote.querySelector('[data-horizon]').textContent = horizon ? `${numbers.format(horizon)} ${word(horizon)}` : '—';
    if (horizon) form.querySelector('[data-unit]').textContent = word(horizon);
    const link = document.querySelector('[data-top-up-link]');
    if (link) link.href = topUpAddress(link.href, form.elements.draft.value, chosen?.value, horizon);
  }

  /** Leads back to what is chosen now. */
  function topUpAddress(href, draft, model, horizon) {
    const address = new URL(href);
    const query = new URLSearchParams({ draft });
    if (model) query.set('model', model);
    if (horizon) query.set('horizon', String(horizon));
    address.searchParams.set('next', `/predict?${query}`);
    return address.href;
  }

  for (const form of document.querySelectorAll('[data-upload]')) new Upload(form);

  for (const form of document.querySelectorAll('[data-order]')) {
    form.addEventListener('input', ({ target }) => {
      if (target.name === 'preset') form.elements.horizon.value = target.value;
      if (target.name === 'horizon') {
        for (const choice of form.querySelectorAll('[name="preset"]'))
          choice.checked = Number(choice.value) === horizonIn(target);
      }
      showOrder(form);
    });
    showOrder(form);
  }
})();
