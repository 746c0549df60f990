import { defaultModelOf } from '@coincast/shared/contracts';
import { Controller, Get, Inject } from '@nestjs/common';
import { type PredictionConfig, predictionConfig } from '../config.js';

/** A model on sale, as clients see it. */
export interface CatalogueEntry {
  name: string;
  title: { en: string; ru: string };
  description: { en: string; ru: string };
  /** Credits. */
  price_per_row: number;
  min_rows: number;
  intervals: boolean;
  /** Whether requests that name no model get this one; of exactly one model on sale. */
  default: boolean;
}

/** What is on sale; for everybody. */
@Controller('api/models')
export class ModelsController {
  private readonly names: string[];
  private readonly entries: CatalogueEntry[];

  constructor(@Inject(predictionConfig) { AVAILABLE_MODELS, COST_PER_ROW }: PredictionConfig) {
    this.names = AVAILABLE_MODELS.map(({ name }) => name);
    const defaultModel = defaultModelOf(AVAILABLE_MODELS)?.name;
    this.entries = AVAILABLE_MODELS.map(({ name, title, description, minRows, intervals }) => ({
      name,
      title,
      description,
      price_per_row: COST_PER_ROW,
      min_rows: minRows,
      intervals,
      default: name === defaultModel,
    }));
  }

  @Get()
  list(): string[] {
    return this.names;
  }

  @Get('catalog')
  catalogue(): CatalogueEntry[] {
    return this.entries;
  }
}
