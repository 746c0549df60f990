import type { Quote } from '@coincast/shared/gateway-client';
import { type Formats, invalidRowsView, warningViews } from '@coincast/shared/wording';
import type { Texts } from '../i18n/texts.js';
import { type Html, html, joinHtml } from '../telegram/html.js';

const mostBadRows = 5;
const mostWarnings = 5;

/** What is quoted, to whom it is shown. */
export interface QuoteShown {
  quote: Quote;
  name: string;
  model: string;
  horizon: number | null;
  balance: number;
}

/** The price, what was made of the data, and what is left after it. */
export function quoteText(shown: QuoteShown, texts: Texts, formats: Formats): Html {
  const { quote, horizon, balance } = shown;
  const { quote: words } = texts;
  const { number } = formats;
  const lines = [
    [words.name, shown.name],
    [words.model, shown.model],
    [words.validRows, number(quote.rows.valid)],
    ...periodOf(quote, texts, formats),
    [words.points, number(horizon ?? quote.rows.valid)],
    [words.cost, words.costIs(quote.rows.valid, quote.price_per_row, quote.cost)],
    [words.balance, number(balance)],
    ...(balance >= quote.cost ? [[words.after, number(balance - quote.cost)]] : []),
  ];
  const facts = joinHtml(lines.map(([name, value]) => html`${name}: <b>${value}</b>`));
  const rest = [badRowsText(quote, texts, formats), warningsText(quote, texts, formats)].filter(
    (each) => each !== null,
  );
  const last =
    balance >= quote.cost
      ? html`${words.confirm}\n${words.otherHorizon}`
      : html`<b>${words.short(quote.cost - balance)}</b>\n${words.shortText(quote.cost, balance)}`;
  return joinHtml([html`<b>${words.title}</b>\n${facts}`, ...rest, last], '\n\n');
}

/** Of data without one row that could be read. */
export function unreadableText(quote: Quote, texts: Texts, formats: Formats): Html {
  const rest = badRowsText(quote, texts, formats);
  return joinHtml([html`<b>${texts.quote.noValid(quote.rows.invalid)}</b>`, ...(rest ? [rest] : [])], '\n\n');
}

/** Of data with fewer rows than the model needs. */
export function tooFewText(quote: Quote, needed: number, texts: Texts, formats: Formats): Html {
  const rest = badRowsText(quote, texts, formats);
  const first = html`${texts.predict.tooFewRows(needed, quote.rows.valid)}`;
  return joinHtml([first, ...(rest ? [rest] : [])], '\n\n');
}

function periodOf({ series }: Quote, { quote: words }: Texts, { time }: Formats): string[][] {
  const [first, last] = [series.timestamps[0], series.timestamps.at(-1)];
  return first === undefined || last === undefined ? [] : [[words.period, words.from(time(first), time(last))]];
}

function badRowsText(quote: Quote, texts: Texts, formats: Formats): Html | null {
  const view = invalidRowsView(quote, { texts, formats });
  if (!view) return null;
  const shown = view.rows.slice(0, mostBadRows);
  const lines = shown.map(({ line, what, fix }) => html`${texts.quote.badRow(line, what, fix)}`);
  const more = quote.rows.invalid - shown.length;
  return joinHtml([
    html`<b>${view.summary}</b>`,
    ...lines,
    ...(more > 0 ? [html`${texts.quote.moreBadRows(more)}`] : []),
  ]);
}

function warningsText({ warnings }: Quote, texts: Texts, formats: Formats): Html | null {
  if (warnings.length === 0) return null;
  const said = warningViews(warnings.slice(0, mostWarnings), { texts, formats });
  return joinHtml([html`<b>${texts.warnings.title}</b>`, ...said.map(({ text }) => html`${text}`)]);
}
