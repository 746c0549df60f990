type Checked = { ok: true; url: string } | { ok: false; why: string };

/**
 * A link as Telegram takes it: http, https or tg, and a host with a dot in it. `http://localhost:8080` is none
 * (`http://127.0.0.1:8080` is), and a bot that offers it gets a 400.
 */
export function checkedUrl(link: string): Checked {
  const written = /^[a-z][a-z0-9+.-]*:/i.test(link) ? link : `http://${link}`;
  if (!URL.canParse(written)) return { ok: false, why: 'Wrong HTTP URL' };
  const url = new URL(written);
  if (url.protocol === 'tg:' || url.protocol === 'ton:' || url.protocol === 'tonsite:') return { ok: true, url: link };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { ok: false, why: 'Unsupported URL protocol' };
  if (!url.hostname.includes('.') && !url.hostname.startsWith('[')) return { ok: false, why: 'Wrong HTTP URL' };
  return { ok: true, url: url.href };
}
