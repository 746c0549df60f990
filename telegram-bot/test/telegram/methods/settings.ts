import { badRequest } from '../api-error.js';
import { DOWNLOAD_BYTES_MAX } from '../files.js';
import { botOnWire, chatOnWire, fileOnWire } from '../message.js';
import { type Call, chatOf, type Method } from './method.js';

const TEXT_LENGTHS_MAX = { name: 64, description: 512, short_description: 120 };

/** Methods about the bot itself, its files, and the buttons that were pressed. */
export const SETTINGS: Record<string, Method> = {
  getMe: ({ platform }) => ({
    ...botOnWire(platform.bot),
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  }),

  getChat: (call) => ({ ...chatOnWire(chatOf(call).person), accent_color_id: 0, max_reaction_count: 11 }),

  getFile: ({ platform, parameters }) => {
    const id = parameters.string('file_id');
    if (!id) throw badRequest('file_id not specified');
    const file = platform.files.get(id);
    if (file.bytes.length > DOWNLOAD_BYTES_MAX) throw badRequest('file is too big');
    return { ...fileOnWire(file), file_path: file.path };
  },

  answerCallbackQuery: ({ platform, parameters }) => {
    const answer = {
      text: parameters.string('text'),
      alert: parameters.flag('show_alert'),
      url: parameters.string('url'),
    };
    platform.callbackQueries.answer(parameters.string('callback_query_id'), answer, platform.now());
    return true;
  },

  setMyCommands: ({ platform, parameters }) => {
    platform.commands.set(parameters);
    return true;
  },
  deleteMyCommands: ({ platform, parameters }) => {
    platform.commands.remove(parameters);
    return true;
  },
  getMyCommands: ({ platform, parameters }) => platform.commands.get(parameters),

  setMyName: (call) => setText(call, 'name'),
  getMyName: (call) => getText(call, 'name'),
  setMyDescription: (call) => setText(call, 'description'),
  getMyDescription: (call) => getText(call, 'description'),
  setMyShortDescription: (call) => setText(call, 'short_description'),
  getMyShortDescription: (call) => getText(call, 'short_description'),
  setChatMenuButton: () => true,
  getChatMenuButton: () => ({ type: 'commands' }),

  logOut: () => true,
  close: () => true,
};

type TextName = keyof typeof TEXT_LENGTHS_MAX;

function setText({ platform, parameters }: Call, name: TextName) {
  const text = parameters.string(name) ?? '';
  if (text.length > TEXT_LENGTHS_MAX[name]) throw badRequest(`bot ${name.replace('_', ' ')} is too long`);
  platform.texts.set(`${name}/${parameters.string('language_code') ?? ''}`, text);
  return true;
}

const getText = ({ platform, parameters }: Call, name: TextName) => ({
  [name]:
    platform.texts.get(`${name}/${parameters.string('language_code') ?? ''}`) ?? platform.texts.get(`${name}/`) ?? '',
});
