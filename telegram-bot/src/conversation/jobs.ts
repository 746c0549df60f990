import { ApiRefusal, type ExportFormat, exportFormats, type ListedJob } from '@coincast/shared/gateway-client';
import { jobName } from '@coincast/shared/wording';
import { html, joinHtml } from '../telegram/html.js';
import { idIn } from './buttons.rules.js';
import { button, linesOf } from './keyboard.js';
import { mainKeyboard, titled } from './menu.js';
import type { Turn } from './turn.js';

const jobsPerPage = 8;
const jobsPerLine = 2;

/** The history, newest first; `before` is the last job of the page before. */
export async function history(turn: Turn, beforeText?: string): Promise<void> {
  const before = idIn(beforeText);
  const { history: words, buttons } = turn.texts;
  const query = { limit: jobsPerPage + 1, ...(before === undefined ? {} : { before }) };
  const [found, titleOf] = await Promise.all([
    turn.api.jobs.history(turn.apiSession, query),
    turn.api.models.titles(turn.caller, turn.language),
  ]);
  const jobs = found.slice(0, jobsPerPage);
  const last = jobs.at(-1);
  if (!last) {
    await turn.show(html`${before === undefined ? words.empty : words.noMore}`, mainKeyboard(turn));
    return;
  }
  const pages = [
    ...(before === undefined ? [] : [button(buttons.newer, 'ph')]),
    ...(found.length > jobsPerPage ? [button(buttons.older, 'ph', last.id)] : []),
  ];
  const lines = jobs.map((job) => jobLine(turn, job, titleOf(job.model_name)));
  const links = linesOf(
    jobs.map((job) => button(buttons.job(job.id, jobName(job)), 'job', job.id)),
    jobsPerLine,
  );
  const ways = [
    button(buttons.predict, 'predict'),
    button(buttons.refresh, 'ph', ...(before ? [beforeText ?? ''] : [])),
  ];
  await turn.show(html`${titled(words.title, words.utc)}\n\n${joinHtml(lines, '\n\n')}`, [
    ...links,
    ...(pages.length > 0 ? [pages] : []),
    ways,
  ]);
}

function jobLine({ texts, formats }: Turn, job: ListedJob, model: string) {
  const { history: words, job: cabinet } = texts;
  const status = cabinet.status[job.status];
  const rows = words.rows(job.rows.valid, job.horizon);
  const name = Array.from(jobName(job)).slice(0, 60).join('');
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
  try {
    await turn.parts.orders.showJob(turn.chatId, turn.language, turn.apiSession, id);
  } catch (error) {
    if (!(error instanceof ApiRefusal && error.problem.status === 404)) throw error;
    await turn.say(html`${words.notFound(String(id))}`, mainKeyboard(turn));
  }
}

/** The forecast as a file. */
export async function download(turn: Turn, idText = '', formatText = ''): Promise<void> {
  const id = idIn(idText);
  const format = exportFormats.find((each) => each === formatText);
  if (id === undefined || format === undefined) {
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
      caption: html`${words.fileFor(`${turn.texts.job.number(id)}`)}`,
    });
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    const { status } = error.problem;
    if (status === 404) await turn.say(html`${jobCard.notFound(String(id))}`, mainKeyboard(turn));
    else if (status === 409) await turn.say(html`${words.noForecast}`, mainKeyboard(turn));
    else throw error;
  }
}
