import { isDeepStrictEqual } from 'node:util';
import { badRequest } from '../api-error.js';
import { replyMarkup } from '../keyboard.js';
import type { ChatMessage } from '../message.js';
import { messageText } from '../text.js';
import { captionOf, inputMedia } from './media.js';
import { type Call, editedMessageOf, type Method, openChatOf } from './method.js';

/** What an edit can change. */
type Content = Pick<ChatMessage, 'text' | 'caption' | 'entities' | 'photo' | 'document'>;

/** Methods that change a message of the bot. Without a keyboard they take the one away that is there. */
export const EDITING: Record<string, Method> = {
  editMessageText: (call) =>
    edit(call, (message) => {
      if (!message.text) throw badRequest('there is no text in the message to edit');
      return messageText(call.parameters, 'MESSAGE_TOO_LONG');
    }),

  editMessageCaption: (call) =>
    edit(call, (message) => {
      if (message.text) throw badRequest('there is no caption in the message to edit');
      const { text: caption, entities } = captionOf(call);
      return { caption, entities };
    }),

  /** Turns text into a photo or document, too (Bot API 7.11). */
  editMessageMedia: (call) =>
    edit(call, () => {
      const { media, caption } = inputMedia(call);
      return { text: '', caption: caption.text, entities: caption.entities, ...media };
    }),

  editMessageReplyMarkup: (call) => edit(call, () => ({})),
};

function edit(call: Call, change: (message: ChatMessage) => Partial<Content>) {
  const { platform, parameters } = call;
  const chat = openChatOf(call);
  const message = editedMessageOf(call, chat);
  const { text, caption, entities, photo, document, keyboard } = message;
  const before = { text, caption, entities, photo, document, keyboard };
  const { buttons, isForReplies } = replyMarkup(parameters.json('reply_markup'));
  if (isForReplies) throw badRequest('inline keyboard expected');
  const after = { ...before, ...change(message), keyboard: buttons };
  if (isDeepStrictEqual(fingerprint(before), fingerprint(after))) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  Object.assign(message, after, { edits: message.edits + 1, editDate: platform.date() });
  chat.changed(message);
  return platform.onWire(message, chat);
}

/** Files are the same when their ids are: what is uploaded again is another file. */
const fingerprint = ({ photo, document, ...rest }: Content & Pick<ChatMessage, 'keyboard'>) => ({
  ...rest,
  photo: photo?.id,
  document: document?.id,
});
