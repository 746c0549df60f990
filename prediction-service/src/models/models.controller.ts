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
}

/** What is on sale; for everybody. */
@Controller('api/models')
export class ModelsController {
  private readonly names: string[];
  private readonly entries: CatalogueEntry[];

  constructor(@Inject(predictionConfig) { AVAILABLE_MODELS, COST_PER_ROW }: PredictionConfig) {
    this.names = AVAILABLE_MODELS.map(({ name }) => name);
    this.entries = AVAILABLE_MODELS.map(({ name, title, description, minRows, intervals }) => ({
      name,
      title,
      description,
      price_per_row: COST_PER_ROW,
      min_rows: minRows,
      intervals,
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
