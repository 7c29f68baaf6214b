import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '../../docs/recipes');

/** The files for `extra-statements` in the documentation, by name, as a reader finds them. */
export const RECIPES: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file.replace('.json', ''), readFileSync(join(FOLDER, file), 'utf8')]),
);

/** What stands in them for names of the reader's own, and such a name. */
export const PLACEHOLDERS: Readonly<Record<string, string>> = {
  '<REGION>': 'us-west-2',
  '<ACCOUNT>': '123456789012',
  '<ENDPOINT>': 'churn-prod',
  '<EXECUTION_ROLE>': 'churn-execution',
  '<MODEL_PACKAGE_GROUP>': 'churn-models',
  '<ALARM>': 'churn-errors',
};

/** The placeholders of a recipe, each once. */
export function placeholdersIn(text: string): string[] {
  return [...new Set(text.match(/<\w+>/g))];
}

/** A recipe as a reader has it who has replaced what is in angle brackets. */
export function filledIn(text: string, values: Readonly<Record<string, string>> = PLACEHOLDERS): string {
  return text.replace(/<\w+>/g, (name) => values[name] ?? name);
}
