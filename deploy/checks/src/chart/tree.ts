/** Something read from YAML, whose shape nobody has promised: looked into step by step, absent where there is nothing. */
export class Tree {
  constructor(
    readonly value: unknown,
    /** Where it was found, for messages. */
    readonly path = '',
  ) {}

  at(...keys: string[]): Tree {
    return keys.reduce<Tree>((tree, key) => new Tree(tree.fields()[key], `${tree.path}/${key}`), this);
  }

  get exists(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  /** A text, a number or a yes or no as text; empty when there is none. */
  get text(): string {
    return ['string', 'number', 'boolean'].includes(typeof this.value) ? String(this.value) : '';
  }

  /** The items of a list; none when it is no list. */
  get items(): Tree[] {
    const { value } = this;
    return Array.isArray(value) ? value.map((item: unknown, index) => new Tree(item, `${this.path}/${index}`)) : [];
  }

  /** The fields of a map, by name. */
  get entries(): [string, Tree][] {
    return Object.entries(this.fields()).map(([key, value]) => [key, new Tree(value, `${this.path}/${key}`)]);
  }

  /** A map of texts. */
  get texts(): Record<string, string> {
    return Object.fromEntries(this.entries.map(([key, tree]) => [key, tree.text]));
  }

  private fields(): Record<string, unknown> {
    const { value } = this;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  }
}
