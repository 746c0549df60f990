/** `@Inject(serviceLogger) private readonly logger: Logger` */
export const serviceLogger = Symbol('prediction-service logger');
