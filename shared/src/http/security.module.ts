import { type DynamicModule, Module } from '@nestjs/common';
import { BearerGuard, internalToken, ServiceTokenGuard } from './guards.js';
import { TokenVerifier } from './token-verifier.js';

/** Gives a service its guards: `BearerGuard` for users, `ServiceTokenGuard` for the other services. */
@Module({})
export class SecurityModule {
  static forRoot(trust: { JWKS_URL: string; INTERNAL_TOKEN: string }): DynamicModule {
    return {
      module: SecurityModule,
      global: true,
      providers: [
        { provide: TokenVerifier, useFactory: () => new TokenVerifier(trust.JWKS_URL) },
        { provide: internalToken, useValue: trust.INTERNAL_TOKEN },
        BearerGuard,
        ServiceTokenGuard,
      ],
      exports: [TokenVerifier, internalToken, BearerGuard, ServiceTokenGuard],
    };
  }
}
