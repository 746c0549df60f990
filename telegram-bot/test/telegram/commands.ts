import { badRequest } from './api-error.js';
import type { Parameters } from './parameters.js';
import { isObject } from './types.js';

export interface Command {
  command: string;
  description: string;
}

const COMMANDS_MAX = 100;
const SCOPES = ['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators'];

/** The bot's menus of commands: one for each scope and language. */
export class Commands {
  private readonly menus = new Map<string, Command[]>();

  set(parameters: Parameters) {
    const given = parameters.json('commands');
    if (!Array.isArray(given)) throw badRequest("can't parse BotCommand: Expected an Array of BotCommand");
    if (given.length > COMMANDS_MAX) throw badRequest('BOT_COMMANDS_TOO_MUCH');
    this.menus.set(menuOf(parameters), given.map(readCommand));
  }

  remove(parameters: Parameters) {
    this.menus.delete(menuOf(parameters));
  }

  /** Exactly the menu of this scope and language. */
  get(parameters: Parameters): Command[] {
    return this.menus.get(menuOf(parameters)) ?? [];
  }

  /** What somebody sees in a private chat: the first menu there is, from the narrowest scope on. */
  seenBy(languageCode: string | undefined, chatId: number | undefined): Command[] {
    const scopes = [...(chatId === undefined ? [] : [`chat ${chatId}`]), 'all_private_chats', 'default'];
    const keys = scopes.flatMap((scope) => [`${scope}/${languageCode ?? ''}`, `${scope}/`]);
    const menu = keys.map((key) => this.menus.get(key)).find((commands) => commands && commands.length > 0);
    return menu ?? [];
  }
}

function menuOf(parameters: Parameters): string {
  const languageCode = parameters.string('language_code') ?? '';
  if (!/^([a-z]{2})?$/.test(languageCode)) throw badRequest('invalid language code specified');
  const scope = parameters.json('scope') ?? { type: 'default' };
  if (!isObject(scope)) throw badRequest("can't parse BotCommandScope: BotCommandScope must be an Object");
  const { type, chat_id: chatId } = scope;
  if (type === 'chat' && chatId !== undefined) return `chat ${chatId}/${languageCode}`;
  if (typeof type === 'string' && SCOPES.includes(type)) return `${type}/${languageCode}`;
  throw badRequest("can't parse BotCommandScope: Unsupported type specified");
}

function readCommand(given: unknown): Command {
  if (!isObject(given)) throw badRequest("can't parse BotCommand: expected an Object");
  const { command, description } = given;
  if (typeof command !== 'string') throw badRequest('can\'t parse BotCommand: Can\'t find field "command"');
  if (typeof description !== 'string') throw badRequest('can\'t parse BotCommand: Can\'t find field "description"');
  const name = command.trim().replace(/^\//, '');
  const words = description.trim();
  if (name === '') throw badRequest('command must be non-empty');
  if (name.length > 32) throw badRequest('command length must not exceed 32');
  if (!/^[a-z0-9_]+$/.test(name)) throw badRequest('BOT_COMMAND_INVALID');
  if (words === '') throw badRequest('command description must be non-empty');
  if (words.length > 256) throw badRequest('command description length must not exceed 256');
  return { command: name, description: words };
}
