import { ApiRefusal, type Caller } from '@coincast/shared/gateway-client';
import { html } from '../telegram/html.js';
import { mainKeyboard, signInKeyboard } from './menu.js';
import type { Turn } from './turn.js';

/** `/login email password`; the message with the password goes first. */
export async function login(turn: Turn, argument: string): Promise<void> {
  await withPassword(turn, argument, 'login');
}

/** `/register email password` */
export async function register(turn: Turn, argument: string): Promise<void> {
  await withPassword(turn, argument, 'register');
}

async function withPassword(turn: Turn, argument: string, way: 'login' | 'register'): Promise<void> {
  const { signIn: words } = turn.texts;
  const form = way === 'login' ? words.loginForm : words.registerForm;
  if (argument === '') {
    const { account } = turn.session;
    if (account) await turn.show(html`${words.already(account.email)}`, mainKeyboard(turn));
    else await turn.show(html`${way === 'login' ? words.how : words.howToRegister}`, signInKeyboard(turn));
    return;
  }
  const isGone = await deletePassword(turn);
  if (!isGone) await turn.say(html`${words.notDeleted}`);
  const [, email, password] = /^(\S+)\s+(\S[\s\S]*)$/.exec(argument) ?? [];
  if (email === undefined || password === undefined) {
    await turn.say(html`${form}`, signInKeyboard(turn));
    return;
  }
  const call = (caller: Caller) =>
    way === 'login' ? turn.api.auth.login(caller, email, password) : turn.api.auth.register(caller, email, password);
  try {
    const { access_token: token } = await call(turn.caller);
    await signedIn(turn, { token, email }, way === 'login' ? words.welcome(email) : words.created(email));
  } catch (error) {
    const said = error instanceof ApiRefusal ? refusalWords(turn, error, way) : undefined;
    if (said === undefined) throw error;
    await turn.say(html`${said}`, mainKeyboard(turn));
  }
}

/** By the one-time code of the cabinet's account page. */
export async function signInByCode(turn: Turn, code: string): Promise<void> {
  const { start: words } = turn.texts;
  try {
    const { access_token: token } = await turn.api.auth.redeemLinkCode(turn.caller, code);
    const { email } = await turn.api.auth.me({ ...turn.caller, token });
    await signedIn(turn, { token, email }, words.linked(email));
  } catch (error) {
    if (!(error instanceof ApiRefusal) || error.problem.status === 429) throw error;
    await turn.say(html`${words.badCode}`, mainKeyboard(turn));
  }
}

export async function logout(turn: Turn): Promise<void> {
  const { signIn: words } = turn.texts;
  const { account, then: _forgotten, ...rest } = turn.session;
  if (!account) {
    await turn.say(html`${words.notSignedIn}`, mainKeyboard(turn));
    return;
  }
  await turn.remember({ ...rest, step: { name: 'idle' } });
  await turn.say(html`${words.signedOut}`, mainKeyboard(turn));
}

async function signedIn(turn: Turn, account: { token: string; email: string }, welcome: string): Promise<void> {
  const { account: before, then, step, ...rest } = turn.session;
  const isOther = before !== undefined && before.email.toLowerCase() !== account.email.toLowerCase();
  // What one account has begun is not for another; and a link that was tried again has no use any more.
  const isOver = isOther || (then?.kind === 'command' && then.name === 'start');
  const kept = then && !isOver ? { then } : {};
  await turn.remember({ ...rest, ...kept, account, step: isOther ? { name: 'idle' } : step });
  if (before || !turn.session.then) await turn.say(html`${welcome}`, mainKeyboard(turn));
  else await turn.say(html`${welcome} ${turn.texts.signIn.goOn}`);
}

async function deletePassword({ sentMessageId, chatId, parts }: Turn): Promise<boolean> {
  return sentMessageId === undefined || parts.messenger.deleteMessage(chatId, sentMessageId);
}

/** Undefined for a refusal that every call may meet. */
function refusalWords({ texts }: Turn, { problem, fields }: ApiRefusal, way: 'login' | 'register'): string | undefined {
  const { signIn: words } = texts;
  if (problem.status === 429) return undefined;
  if (fields.has('email')) return words.badEmail;
  if (fields.has('password')) return words.badPassword;
  if (way === 'login' && problem.status === 401) return words.wrong;
  if (way === 'register' && problem.status === 400) return words.taken;
  return undefined;
}
