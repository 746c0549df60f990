/** What `/health/ready` asks about the broker. */
export abstract class MessagingHealth {
  /** Whether events can be published now. */
  abstract readonly connected: boolean;
  /** Whether every event handler of this service has a living consumer. */
  abstract readonly consuming: boolean;
}
