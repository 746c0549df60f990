import { randomUUID } from 'node:crypto';
import { httpUrl } from '@coincast/shared/config';
import { ApiRefusal, GatewayClient } from '@coincast/shared/gateway-client';
import Joi from 'joi';
import { command, environment } from '../command.js';
import { OpsError } from '../report.js';

interface Input {
  email: string;
  amount: number;
  reason: string;
  key: string;
}

interface Access {
  API_BASE: string;
  OPS_EMAIL: string;
  OPS_PASSWORD: string;
}

const callTimeoutMs = 15_000;

export const topUp = command<Input>({
  usage: 'topup <email> <amount>',
  summary: "puts credits into a user's wallet",
  description: `Tops a wallet up through the public API, as an administrator, and not in the database: so the ledger's own rules hold
    (append-only, limits, one entry a key), the event goes out, and pages that are open show it. Repeated with the same key
    it changes nothing and answers as the first time.`,
  environment: {
    API_BASE: 'the gateway (http://...)',
    OPS_EMAIL: 'of an account with role ADMIN',
    OPS_PASSWORD: 'its password; from the environment, because arguments are seen by every user of a machine',
  },
  options: [
    ['--reason <text>', 'stands in the ledger and is seen by the user; at most 200 characters'],
    ['--key <key>', 'makes it safe to repeat: the same for one top-up, another for the next'],
  ],
  examples: ['ops user topup ann@example.com 500 --reason "Invoice 17" --key invoice-17'],
  input: Joi.object<Input>({
    email: Joi.string().trim().max(254).required(),
    amount: Joi.number().integer().min(1).max(1_000_000_000).required(),
    reason: Joi.string().trim().max(200).required(),
    key: Joi.string()
      .pattern(/^[\x21-\x7e]{1,255}$/)
      .required()
      .messages({ 'string.pattern.base': 'key is 1 to 255 visible ASCII characters, without spaces' }),
  }),
  run: async ({ email, amount, reason, key }) => {
    const access = environment<Access>({
      API_BASE: httpUrl().required(),
      OPS_EMAIL: Joi.string().required(),
      OPS_PASSWORD: Joi.string().required(),
    });
    const client = new GatewayClient({ base: access.API_BASE, timeoutMs: callTimeoutMs, fileTimeoutMs: callTimeoutMs });
    try {
      const caller = { requestId: randomUUID(), address: '127.0.0.1' };
      const { access_token: token } = await client.auth.login(caller, access.OPS_EMAIL, access.OPS_PASSWORD);
      const session = { ...caller, token };
      const user = await client.auth.findUser(session, email);
      if (!user) throw new OpsError(`There is no user ${email}`);
      const balance = await client.account.topUp(session, { amount, reason, idempotencyKey: key }, user.id);
      return {
        json: { user_id: user.id, email: user.email, amount, balance, key },
        text: `${amount} credits for ${user.email} (user ${user.id}); the balance after it: ${balance}`,
      };
    } catch (error) {
      throw error instanceof ApiRefusal ? new OpsError(error.message) : error;
    } finally {
      await client.close();
    }
  },
});
