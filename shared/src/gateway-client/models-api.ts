import Joi from 'joi';
import type { Caller, GatewayConnection } from './gateway-connection.js';

/** Words in the languages of the catalogue. */
export interface LocalText {
  en: string;
  ru: string;
}

export interface ModelOnSale {
  name: string;
  title: LocalText;
  description: LocalText;
  /** Credits for one valid row. */
  price_per_row: number;
  /** Fewest valid rows that it can learn from. */
  min_rows: number;
  /** Whether its forecast has prediction intervals. */
  intervals: boolean;
}

const localText = () => Joi.object<LocalText>({ en: Joi.string().required(), ru: Joi.string().required() }).required();
const catalogueAnswer = Joi.array<ModelOnSale[]>().items(
  Joi.object<ModelOnSale>({
    name: Joi.string().required(),
    title: localText(),
    description: localText(),
    price_per_row: Joi.number().integer().min(0).required(),
    min_rows: Joi.number().integer().min(0).required(),
    intervals: Joi.boolean().required(),
  }),
);

const believedMs = 60_000;

/** What is on sale; asked for at most once a minute. */
export class ModelsApi {
  private known: { models: ModelOnSale[]; untilMs: number } | undefined;

  constructor(private readonly gateway: GatewayConnection) {}

  async catalogue(caller: Caller): Promise<ModelOnSale[]> {
    if (this.known && this.known.untilMs > Date.now()) return this.known.models;
    const models = await this.gateway.call(caller, { path: '/api/models/catalog', answer: catalogueAnswer });
    this.known = { models, untilMs: Date.now() + believedMs };
    return models;
  }

  /** Answers a model's title in a language. A model that is on sale no more, or while the catalogue cannot be asked: its name. */
  async titles(caller: Caller, language: keyof LocalText): Promise<(name: string) => string> {
    const models = await this.catalogue(caller).catch(() => []);
    const known = new Map(models.map(({ name, title }) => [name, title[language]]));
    return (name) => known.get(name) ?? name;
  }

  /** Credits for one valid row. Undefined when the catalogue cannot be asked, or has several prices: no page fails for it. */
  async pricePerRow(caller: Caller): Promise<number | undefined> {
    try {
      const prices = new Set((await this.catalogue(caller)).map(({ price_per_row }) => price_per_row));
      const [credits] = prices;
      return prices.size === 1 ? credits : undefined;
    } catch {
      return undefined;
    }
  }
}
