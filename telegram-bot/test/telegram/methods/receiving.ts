import { badRequest } from '../api-error.js';
import { Parameters } from '../parameters.js';
import { isObject } from '../types.js';
import type { Call, Method } from './method.js';

/** The ways by which updates come to the bot. `callFromWebhook` carries out what a webhook gives as its answer. */
export const receiving = (callFromWebhook: (method: string, parameters: Parameters) => Promise<void>) => {
  const methods: Record<string, Method> = {
    getUpdates: ({ platform: { updates }, parameters, gone }) => {
      allow(updates, parameters);
      const limit = parameters.integer('limit') ?? 100;
      const poll = {
        offset: parameters.integer('offset') ?? 0,
        limit: limit < 1 || limit > 100 ? 100 : limit,
        timeoutS: Math.min(parameters.integer('timeout') ?? 0, 50),
      };
      return updates.poll(poll, gone);
    },

    setWebhook: (call) => {
      const { platform, parameters } = call;
      const url = parameters.string('url') ?? '';
      const secretToken = parameters.string('secret_token') || undefined;
      if (url !== '') checkWebhook(url);
      if (secretToken !== undefined && !/^[\w-]{1,256}$/.test(secretToken)) {
        throw badRequest('secret token contains unallowed characters');
      }
      allow(platform.updates, parameters);
      dropPending(call);
      const settings = {
        url,
        secretToken,
        address: () => platform.behindProxy(url),
        maxConnections: parameters.integer('max_connections') ?? 40,
        retryMs: platform.webhookRetryMs,
        onAnswer: async (body: string) => {
          const answer = readCall(body);
          if (answer) await callFromWebhook(answer.method, answer.parameters);
        },
      };
      platform.updates.deliverTo(url === '' ? undefined : settings);
      return true;
    },

    deleteWebhook: (call) => {
      dropPending(call);
      call.platform.updates.deliverTo(undefined);
      return true;
    },

    getWebhookInfo: ({ platform: { updates } }) => {
      const { webhook, allowed } = updates;
      const { lastError } = webhook ?? {};
      return {
        url: webhook?.settings.url ?? '',
        has_custom_certificate: false,
        pending_update_count: updates.pendingCount,
        ...(webhook ? { max_connections: webhook.settings.maxConnections } : {}),
        ...(lastError ? { last_error_date: lastError.date, last_error_message: lastError.message } : {}),
        ...(allowed.length > 0 ? { allowed_updates: allowed } : {}),
      };
    },
  };
  return methods;
};

/** Kept from call to call; holds for what happens from now on. */
function allow(updates: { allowed: string[] }, parameters: Parameters) {
  const allowed = parameters.json('allowed_updates');
  if (Array.isArray(allowed)) updates.allowed = allowed.map(String);
}

function dropPending({ platform, parameters }: Call) {
  if (parameters.flag('drop_pending_updates')) platform.updates.drop();
}

/** HTTPS, as Telegram wants it; plain HTTP to this machine, as its server does it when it is run locally. */
function checkWebhook(url: string) {
  if (!URL.canParse(url)) throw badRequest('bad webhook: Failed to resolve host: Name or service not known');
  const { protocol, hostname } = new URL(url);
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && isLocal)) {
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  }
}

function readCall(body: string): { method: string; parameters: Parameters } | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (!isObject(value) || typeof value['method'] !== 'string') return undefined;
    return { method: value['method'], parameters: new Parameters(value) };
  } catch {
    return undefined;
  }
}
