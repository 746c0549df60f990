import { buttonData, idIn, pressOf } from '@coincast/telegram-bot/conversation/buttons.rules';
import { hasPassword, intentOf } from '@coincast/telegram-bot/conversation/intent.rules';
import { notedForm } from '@coincast/telegram-bot/updates/noted-update.rules';
import { readUpdate } from '@coincast/telegram-bot/updates/update';
import { expect } from 'chai';
import { textFrom } from '../bot-fixture.js';

function intentOfText(text: string) {
  const update = readUpdate(textFrom(7, 1, text));
  return update && intentOf(update);
}

describe('the rules of a conversation', () => {
  it('tell commands from text', () => {
    const command = (name: string, argument = '') => ({ kind: 'command', name, argument, updateId: 7 });
    expect(intentOfText('/topup 100')).to.deep.equal(command('topup', '100'));
    expect(intentOfText('/TopUp@our_bot\n 100 ')).to.deep.equal(command('topup', '100'));
    expect(intentOfText('/job_1')).to.deep.equal(command('job_1'));
    for (const text of ['/', '/ topup', '/старт', 'topup 100', ' /topup']) {
      expect(intentOfText(text), text).to.deep.equal({ kind: 'text', text });
    }
  });

  it('keep no password in what is noted, and all of everything else', () => {
    for (const text of [
      '/login a@b.c secret',
      '/REGISTER@our_bot\na@b.c  secret',
      '/login secret',
      '/start code',
      'secret',
    ]) {
      const raw = textFrom(7, 1, text);
      const update = readUpdate(raw);
      const intent = update && intentOf(update);
      const noted = update ? notedForm(raw, update) : {};
      if (intent && hasPassword(intent)) {
        expect(JSON.stringify(noted)).to.not.include('secret');
        expect(readUpdate(noted)).to.include({ updateId: 7, chatId: 1, messageId: 7 });
      } else expect(noted).to.equal(raw);
    }
  });

  it('read what a button carries, and only ids that can be', () => {
    expect(pressOf(buttonData('topup', 100, 'ab'))).to.deep.equal({ action: 'topup', arguments: ['100', 'ab'] });
    expect(() => buttonData('model', 'ы'.repeat(40))).to.throw(RangeError);
    expect(['12', '0', '-1', '1.5', '', 'x', '9'.repeat(17), undefined].map(idIn)).to.deep.equal([12, ...Array(7)]);
  });
});
