import { runMain } from '@coincast/shared/http';
import { createConversation } from './conversation/create-conversation.js';
import { startTelegramBot } from './service.js';

await runMain(() => startTelegramBot(process.env, { conversation: createConversation }));
