import { readUpdate } from '@coincast/telegram-bot/updates/update';
import { expect } from 'chai';

const chat = { id: -100, type: 'supergroup', title: 'Prices' };
const from = { id: 5, is_bot: false, first_name: 'Ann', language_code: 'ru' };

describe('readUpdate', () => {
  it('reads messages, files and buttons', () => {
    const message = { message_id: 9, date: 1, chat, from };
    const origin = { updateId: 1, chatId: -100, chatType: 'supergroup', messageId: 9, userId: 5, languageCode: 'ru' };
    expect(readUpdate({ update_id: 1, message: { ...message, text: '/start' } })).to.deep.equal({
      kind: 'message',
      ...origin,
      text: '/start',
    });
    const document = { file_id: 'f', file_unique_id: 'u', file_name: 'a.csv', mime_type: 'text/csv', file_size: 7 };
    expect(readUpdate({ update_id: 1, message: { ...message, document, caption: 'Auto' } })).to.deep.equal({
      kind: 'message',
      ...origin,
      document: { fileId: 'f', name: 'a.csv', bytes: 7 },
    });
    const query = { id: 'q', from, message: { message_id: 9, date: 0, chat }, chat_instance: 'c', data: 'yes' };
    expect(readUpdate({ update_id: 1, callback_query: query })).to.deep.equal({
      kind: 'button',
      ...origin,
      queryId: 'q',
      data: 'yes',
    });
    expect(readUpdate({ update_id: 1, message: { ...message, sticker: {} } })).to.include({ kind: 'message' });
  });

  it('skips what it does not know', () => {
    const others = [
      null,
      'text',
      {},
      { update_id: 1 },
      { update_id: 1, poll: { id: 'p' } },
      { update_id: 1, edited_message: { message_id: 9, date: 1, chat, from, text: 'new' } },
      { update_id: 1, message: { message_id: 9, date: 1, chat, text: 'by nobody' } },
      { update_id: 1, message: { message_id: 9, chat, from: { ...from, is_bot: true }, text: 'by a bot' } },
      { update_id: 1, message: { message_id: '9', chat, from } },
    ];
    for (const raw of others) expect(readUpdate(raw), JSON.stringify(raw)).to.equal(undefined);
  });
});
