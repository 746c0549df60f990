import { BotApi } from '@coincast/telegram-bot/telegram/bot-api';
import type { LaneLimits } from '@coincast/telegram-bot/telegram/chat-lanes';
import { FileDownload } from '@coincast/telegram-bot/telegram/file-download';
import { Messenger } from '@coincast/telegram-bot/telegram/messenger';
import { FakeTelegram } from '../fake-telegram.js';
import { keptLog } from '../kept-log.js';

export const fast: LaneLimits = { chat: { burst: 1000, intervalMs: 1 }, overallPerSecond: 1000 };

/** A messenger before a Telegram of its own. */
export async function startMessenger({ limits = fast, timeoutMs = 300 } = {}) {
  const telegram = await FakeTelegram.start();
  const log = keptLog();
  const api = new BotApi({ token: telegram.token, root: telegram.root, timeoutMs });
  const download = new FileDownload(telegram.root, telegram.token);
  const messenger = new Messenger({ api, download, logger: log.logger, limits, backoffMs: 5 });
  return {
    telegram,
    messenger,
    api,
    log,
    close: async () => {
      await messenger.close(100);
      await download.close();
      api.close();
      await telegram.close();
    },
  };
}
