/** `@Inject(logger) private readonly log: Logger` */
export const logger = Symbol('logger');
