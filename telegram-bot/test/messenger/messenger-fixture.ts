import { BotApi } from '@coincast/telegram-bot/telegram/bot-api';
import type { LaneLimits } from '@coincast/telegram-bot/telegram/chat-lanes';
import { FileDownload } from '@coincast/telegram-bot/telegram/file-download';
import { Messenger } from '@coincast/telegram-bot/telegram/messenger';
import { keptLog } from '../kept-log.js';
import { type Person, TelegramServer } from '../telegram/telegram-server.js';

export const fast: LaneLimits = { chat: { burst: 1000, intervalMs: 1 }, overallPerSecond: 1000 };

/** A messenger before a Telegram of its own, with people who have written to the bot. */
export async function startMessenger({ limits = fast, timeoutMs = 10_000 } = {}) {
  const telegram = await TelegramServer.start();
  const log = keptLog();
  const api = new BotApi({ token: telegram.token, root: telegram.url, timeoutMs });
  const download = new FileDownload(telegram.url, telegram.token);
  const messenger = new Messenger({ api, download, logger: log.logger, limits, backoffMs: 5 });
  const newPerson = (): Person => {
    const person = telegram.person();
    person.says('Hi');
    return person;
  };
  return {
    telegram,
    messenger,
    api,
    log,
    anna: newPerson(),
    newPerson,
    callsOf: (method: string) => telegram.calls.filter((call) => call.method === method),
    close: async () => {
      await messenger.close(100);
      await download.close();
      api.close();
      await telegram.close();
    },
  };
}
