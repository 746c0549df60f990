import { DatabaseModule, type Db, database } from '@coincast/shared/database';
import { BearerGuard, HealthModule, TokenVerifier } from '@coincast/shared/http';
import { MessagingModule, OutboxModule, type ServiceRim } from '@coincast/shared/messaging';
import { type Logger, MetricsModule } from '@coincast/shared/observability';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import type { AuthConfig } from './config.js';
import { LinkCodesController } from './link-codes/link-codes.controller.js';
import { LinkCodesRepository } from './link-codes/link-codes.repository.js';
import { LinkCodesService } from './link-codes/link-codes.service.js';
import { logger as loggerToken } from './logger.js';
import { OpenApiController } from './openapi.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { memoryCounters, redisCounters } from './throttling/counters.js';
import { LoginThrottle } from './throttling/login-throttle.js';
import { JwksController } from './tokens/jwks.controller.js';
import { SigningKeys } from './tokens/signing-keys.js';
import { SigningKeysRepository } from './tokens/signing-keys.repository.js';
import { TokenIssuer } from './tokens/token-issuer.js';
import { UsersController } from './users/users.controller.js';
import { UsersRepository } from './users/users.repository.js';
import { UsersService } from './users/users.service.js';

@Module({})
export class AuthModule {
  static forRoot(config: AuthConfig, rim: ServiceRim): DynamicModule {
    const { logger, registry } = rim;
    return {
      module: AuthModule,
      imports: [
        DatabaseModule.forRoot(config.DATABASE_URL, {
          applicationName: 'auth-service',
          poolSize: config.DATABASE_POOL_SIZE,
        }),
        MessagingModule.forRoot({ service: 'auth', config, ...rim }),
        OutboxModule.forRoot({ logger, registry }),
        HealthModule.forRoot(),
        MetricsModule.forRoot(registry),
      ],
      controllers: [UsersController, LinkCodesController, JwksController, OpenApiController],
      providers: [
        { provide: loggerToken, useValue: logger },
        ...tokenProviders(config),
        ...passwordProviders(config, logger),
        UsersRepository,
        UsersService,
        LinkCodesRepository,
        LinkCodesService,
      ],
    };
  }
}

/** This service checks tokens against its own keys, not over HTTP like the others. */
const tokenProviders = (config: AuthConfig): Provider[] => [
  SigningKeysRepository,
  {
    provide: SigningKeys,
    inject: [database, SigningKeysRepository],
    useFactory: (db: Db, repository: SigningKeysRepository) =>
      new SigningKeys(db, repository, config.ACCESS_TOKEN_TTL_MINUTES * 60_000),
  },
  {
    provide: TokenIssuer,
    inject: [SigningKeys],
    useFactory: (keys: SigningKeys) => new TokenIssuer(keys, config.ACCESS_TOKEN_TTL_MINUTES),
  },
  {
    provide: TokenVerifier,
    inject: [SigningKeys],
    useFactory: (keys: SigningKeys) => new TokenVerifier((kid) => keys.publicKey(kid)),
  },
  BearerGuard,
];

const passwordProviders = (config: AuthConfig, logger: Logger): Provider[] => [
  {
    provide: PasswordHasher,
    useFactory: () => new PasswordHasher({ threads: config.PASSWORD_THREADS, maxWaiting: config.PASSWORD_QUEUE }),
  },
  {
    provide: LoginThrottle,
    useFactory: () =>
      new LoginThrottle({
        failuresPerAccount: config.LOGIN_FAILURES_PER_ACCOUNT,
        failuresPerAddress: config.LOGIN_FAILURES_PER_ADDRESS,
        counters: config.REDIS_URL ? redisCounters(config.REDIS_URL, logger) : memoryCounters(),
      }),
  },
];
