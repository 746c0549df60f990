import { ApiRefusal, type ExportFormat, type ListedJob } from '@coincast/shared/gateway-client';
import { jobName } from '@coincast/shared/wording';
import { longestName, shortened } from '../i18n/shortened.js';
import { html, joinHtml } from '../telegram/html.js';
import { idIn } from './buttons.rules.js';
import { button, linesOf } from './keyboard.js';
import { mainKeyboard, titled } from './menu.js';
import { pageOf } from './pages.js';
import type { Turn } from './turn.js';

const jobsPerPage = 8;
const jobsPerLine = 2;

/** The history, newest first; `before` is the last job of the page before. */
export async function history(turn: Turn, beforeText?: string): Promise<void> {
  const { history: words, buttons } = turn.texts;
  const session = turn.apiSession;
  const [page, titleOf] = await Promise.all([
    pageOf(turn, { action: 'ph', size: jobsPerPage, beforeText }, (query) => turn.api.jobs.history(session, query)),
    turn.api.models.titles(turn.caller, turn.language),
  ]);
  const { entries: jobs, before } = page;
  if (jobs.length === 0) {
    await turn.show(html`${before === undefined ? words.empty : words.noMore}`, mainKeyboard(turn));
    return;
  }
  const lines = jobs.map((job) => jobLine(turn, job, titleOf(job.model_name)));
  const links = jobs.map((job) => button(buttons.job(job.id, jobName(job)), 'job', job.id));
  const refresh = button(buttons.refresh, 'ph', ...(before === undefined ? [] : [before]));
  await turn.show(html`${titled(words.title, words.utc)}\n\n${joinHtml(lines, '\n\n')}`, [
    ...linesOf(links, jobsPerLine),
    ...page.buttons,
    [button(buttons.predict, 'predict'), refresh],
  ]);
}

function jobLine({ texts, formats }: Turn, job: ListedJob, model: string) {
  const { history: words, job: jobWords } = texts;
  const status = jobWords.status[job.status];
  const rows = words.rows(job.rows.valid, job.horizon);
  const name = shortened(jobName(job), longestName);
  return html`<b>${job.id}</b> ${name}: ${status}\n${model} · ${rows} · ${formats.number(job.cost)} · ${formats.time(job.created_at)}`;
}

/** `/job 123`, or its button. */
export async function job(turn: Turn, argument: string): Promise<void> {
  const { jobCard: words } = turn.texts;
  const id = idIn(argument.trim());
  if (argument.trim() === '') {
    await turn.say(html`${words.usage}`, mainKeyboard(turn));
    return;
  }
  if (id === undefined) {
    await turn.say(html`${words.notFound(argument.trim().slice(0, 20))}`, mainKeyboard(turn));
    return;
  }
  await turn.answer();
  await orNotFound(turn, id, turn.parts.orders.showJob(turn.chatId, turn.language, turn.apiSession, id));
}

/** The message that waits for a job becomes its result, or the press is told that it still waits. */
export async function refresh(turn: Turn, idText?: string): Promise<void> {
  const id = idIn(idText);
  if (id === undefined) return turn.answer(turn.texts.tooOld);
  await orNotFound(turn, id, turn.parts.orders.refreshJob(turn, id));
}

async function orNotFound(turn: Turn, id: number, shown: Promise<void>): Promise<void> {
  try {
    await shown;
  } catch (error) {
    if (!(error instanceof ApiRefusal && error.problem.status === 404)) throw error;
    await turn.say(html`${turn.texts.jobCard.notFound(String(id))}`, mainKeyboard(turn));
  }
}

/** The forecast as a file. */
export async function download(turn: Turn, format: ExportFormat, idText?: string): Promise<void> {
  const id = idIn(idText);
  if (id === undefined) {
    await turn.answer(turn.texts.tooOld);
    return;
  }
  await turn.answer(turn.texts.result.preparingFile);
  await sendFile(turn, id, format);
}

async function sendFile(turn: Turn, id: number, format: ExportFormat): Promise<void> {
  const { result: words, jobCard } = turn.texts;
  try {
    const { body } = await turn.api.jobs.export(turn.apiSession, id, format);
    await turn.parts.messenger.sendDocument(turn.chatId, {
      name: `forecast-${id}.${format}`,
      content: body,
      caption: html`${words.fileFor(turn.texts.job.number(id))}`,
    });
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    const { status } = error.problem;
    if (status === 404) await turn.say(html`${jobCard.notFound(String(id))}`, mainKeyboard(turn));
    else if (status === 409) await turn.say(html`${words.noForecast}`, mainKeyboard(turn));
    else throw error;
  }
}
