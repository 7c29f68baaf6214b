import { readFileSync } from 'fs';
import { join } from 'path';

/** A model in the registry, which is models.json. */
export interface Model {
  /** As in the names of the workflows. */
  readonly name: string;
  /** By the names of the environments. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly version: string;
  /** Where the packed model is, as s3://BUCKET/KEY. */
  readonly artifact: string;
  /** Who answers for it. */
  readonly owner: string;
}

/** @returns the models of the registry, in its order */
export function readModels(file = join(__dirname, '../models.json')): Model[] {
  return JSON.parse(readFileSync(file, 'utf8')).models;
}
