import { Controller, Get, Inject, Optional, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { Db } from '../database/connect.js';
import { database } from '../database/database-token.js';
import { MessagingHealth } from '../messaging/messaging-health.js';

const databaseLimitMs = 2_000;

interface ReadinessChecks {
  /** Whether it answers. */
  database?: boolean;
  /** Whether events can be sent, and every handler of ours receives them. */
  broker?: boolean;
}

/** Tells an orchestrator whether this process lives, and whether it should get work. */
@Controller('health')
export class HealthController {
  constructor(
    @Optional() @Inject(database) private readonly db: Db | undefined,
    @Optional() @Inject(MessagingHealth) private readonly messaging: MessagingHealth | undefined,
  ) {}

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(@Res() response: Response): Promise<void> {
    const checks: ReadinessChecks = {
      ...(this.db ? { database: await this.databaseAnswers(this.db) } : {}),
      ...(this.messaging ? { broker: this.messaging.connected && this.messaging.consuming } : {}),
    };
    const ready = Object.values(checks).every(Boolean);
    response.status(ready ? 200 : 503).json({ status: ready ? 'ok' : 'unavailable', checks });
  }

  private async databaseAnswers(db: Db): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(resolve, databaseLimitMs, false);
    });
    const answer = db.raw('SELECT 1').then(
      () => true,
      () => false,
    );
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
