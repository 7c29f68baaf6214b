import { stringify } from 'yaml';
import { type InputDefinition, type InputName, INPUTS, MODEL_INPUTS } from '../../contract';
import { MODELS_SCHEMA_ADDRESS } from '../../models/schema';
import { listMembers } from '../../request/inputs';
import type { PlanArguments } from '../plan/flags';

/** Where the model of a new file is. */
interface InitialPlace {
  readonly environment: string;
  readonly account: string;
  readonly state?: string;
}

/**
 * @param inputs that nothing is wrong with
 * @returns a models file with one model
 */
export function initialModelsFile(
  inputs: PlanArguments['inputs'],
  { environment, account, state }: InitialPlace,
): string {
  const given = MODEL_INPUTS.filter((name) => inputs[name] !== undefined);
  const model = Object.fromEntries(given.map((name) => [name, valueOf(name, inputs[name]!)]));
  const file = {
    environments: { [environment]: { account, region: inputs.region, ...(state !== undefined && { state }) } },
    models: [model],
  };
  // What an older reader of YAML takes for something else is in quotes as well.
  const yaml = stringify(file, { version: '1.1', directives: false, lineWidth: 0 } as object);
  return `# yaml-language-server: $schema=${MODELS_SCHEMA_ADDRESS}\n${yaml}`;
}

/** A value as one writes it in YAML. */
function valueOf(name: InputName, text: string): unknown {
  const { kind }: InputDefinition = INPUTS[name];
  switch (kind) {
    case 'list':
      return listMembers(text);
    case 'boolean':
      return text.trim().toLowerCase() === 'true';
    case 'integer':
      return Number(text);
    case 'tags':
      return Object.fromEntries(tagLines(text));
    default:
      return text;
  }
}

function tagLines(text: string): [key: string, value: string][] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1).trim()]);
}
