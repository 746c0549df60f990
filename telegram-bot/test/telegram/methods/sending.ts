import { badRequest } from '../api-error.js';
import type { Chat } from '../chat.js';
import { replyMarkup } from '../keyboard.js';
import type { ChatMessage } from '../message.js';
import { messageText } from '../text.js';
import { isObject } from '../types.js';
import { captionOf, mediaOf } from './media.js';
import { type Call, chatOf, type Method, openChatOf } from './method.js';

const DELETABLE_MS = 48 * 60 * 60_000;
const ACTIONS = [
  'typing',
  'upload_photo',
  'upload_document',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
];

/** Methods that put something into a chat or take it out. */
export const SENDING: Record<string, Method> = {
  sendMessage: (call) => {
    const chat = openChatOf(call);
    const { text, entities } = messageText(call.parameters);
    return send(call, chat, (message) => Object.assign(message, { text, entities }));
  },

  sendPhoto: (call) => sendMedia(call, 'photo'),
  sendDocument: (call) => sendMedia(call, 'document'),

  sendChatAction: (call) => {
    const chat = openChatOf(call);
    const action = call.parameters.string('action') ?? '';
    if (!ACTIONS.includes(action)) throw badRequest('wrong parameter action in request');
    chat.actions.push(action);
    chat.changed();
    return true;
  },

  deleteMessage: (call) => {
    const chat = chatOf(call);
    const messageId = call.parameters.integer('message_id');
    if (messageId === undefined) throw badRequest('message identifier is not specified');
    const message = chat.find(messageId);
    if (!message) throw badRequest('message to delete not found');
    checkDeletable(call, message);
    remove(chat, message);
    return true;
  },

  deleteMessages: (call) => {
    const chat = chatOf(call);
    const ids = call.parameters.json('message_ids');
    if (!Array.isArray(ids) || ids.length < 1 || ids.length > 100)
      throw badRequest('message identifiers are not specified');
    const messages = ids.map((id: unknown) => chat.find(Number(id))).filter((message) => message !== undefined);
    // All or none; those that aren't there are passed over.
    for (const message of messages) checkDeletable(call, message);
    for (const message of messages) remove(chat, message);
    return true;
  },
};

function sendMedia(call: Call, kind: 'photo' | 'document') {
  const chat = openChatOf(call);
  const { text: caption, entities } = captionOf(call);
  const media = mediaOf(call, kind);
  return send(call, chat, (message) => Object.assign(message, { caption, entities, ...media }));
}

function send(call: Call, chat: Chat, fill: (message: ChatMessage) => void) {
  const { platform, parameters } = call;
  const { buttons, isForReplies } = replyMarkup(parameters.json('reply_markup'));
  const replyTo = repliedMessage(call, chat);
  const message = platform.newMessage('bot');
  Object.assign(message, { keyboard: buttons, hasReplyKeyboard: isForReplies, replyTo });
  fill(message);
  return platform.onWire(chat.add(message), chat);
}

function repliedMessage({ parameters }: Call, chat: Chat): ChatMessage | undefined {
  const reply = parameters.json('reply_parameters');
  const old = parameters.integer('reply_to_message_id');
  if (!isObject(reply) && old === undefined) return undefined;
  const id = isObject(reply) ? Number(reply['message_id']) : old;
  const mayMiss = isObject(reply)
    ? reply['allow_sending_without_reply'] === true
    : parameters.flag('allow_sending_without_reply');
  const message = chat.find(id);
  if (!message && !mayMiss) throw badRequest('message to be replied not found');
  return message;
}

function checkDeletable({ platform }: Call, message: ChatMessage) {
  if (platform.now() - message.date * 1000 > DELETABLE_MS) throw badRequest("message can't be deleted for everyone");
}

function remove(chat: Chat, message: ChatMessage) {
  message.deleted = true;
  chat.changed(message);
}
