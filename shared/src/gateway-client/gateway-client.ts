import { AccountApi } from './account-api.js';
import { AuthApi } from './auth-api.js';
import { GatewayConnection, type GatewayConnectionOptions } from './gateway-connection.js';
import { JobsApi } from './jobs-api.js';
import { ModelsApi } from './models-api.js';
import { QuotesApi } from './quotes-api.js';

/** The public API, as the cabinet uses it. Every call throws as `GatewayConnection` says. */
export class GatewayClient {
  readonly auth: AuthApi;
  readonly account: AccountApi;
  readonly models: ModelsApi;
  readonly quotes: QuotesApi;
  readonly jobs: JobsApi;
  private readonly connection: GatewayConnection;

  constructor(options: GatewayConnectionOptions) {
    this.connection = new GatewayConnection(options);
    this.auth = new AuthApi(this.connection);
    this.account = new AccountApi(this.connection);
    this.models = new ModelsApi(this.connection);
    this.quotes = new QuotesApi(this.connection);
    this.jobs = new JobsApi(this.connection);
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}
