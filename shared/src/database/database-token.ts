/** `@Inject(database) private readonly db: Db` */
export const database = Symbol('database');
