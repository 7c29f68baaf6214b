import { FILE_KEYS, FORMS, MAX_ENVIRONMENTS, MAX_MODELS, MODEL_KEYS, PLACE_KEYS, type PlaceKey } from './form';
import { type InputDefinition, type InputName, INPUTS, MODEL_INPUTS } from '../contract';

export const MODELS_SCHEMA_ADDRESS =
  'https://raw.githubusercontent.com/model-deployment-iam/model-deployment-iam/v1/docs/models.schema.json';

type Json = Readonly<Record<string, unknown>>;

/**
 * What is published as `docs/models.schema.json`, for editors: the form of a models file. What the reader refuses besides, such
 * as values that do not go together, a schema can't tell.
 */
export function modelsSchema(): Json {
  const inputs = Object.fromEntries(MODEL_INPUTS.map((name) => [name, reference(name)]));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: MODELS_SCHEMA_ADDRESS,
    title: 'Models of model-deployment-iam',
    description: 'The models of a team, and the environments that they are in: a stack for each environment.',
    type: 'object',
    properties: {
      $schema: { type: 'string', description: FILE_KEYS.$schema },
      stack: { type: ['string', 'number'], pattern: '\\S', description: FILE_KEYS.stack },
      environments: {
        type: 'object',
        propertyNames: { pattern: FORMS.environment.source },
        minProperties: 1,
        maxProperties: MAX_ENVIRONMENTS,
        additionalProperties: {
          ...objectOf({ ...placeSchemas(), ...inputs }),
          required: ['account', 'region'],
        },
        description: FILE_KEYS.environments,
      },
      defaults: { ...reference(INPUTS_OF_MODELS), description: FILE_KEYS.defaults },
      models: {
        type: 'array',
        maxItems: MAX_MODELS,
        items: objectOf({ ...modelKeySchemas(), ...inputs }),
        description: FILE_KEYS.models,
      },
    },
    required: ['environments', 'models'],
    additionalProperties: false,
    $defs: {
      [INPUTS_OF_MODELS]: objectOf(inputs),
      ...Object.fromEntries(MODEL_INPUTS.map((name) => [name, inputSchema(name)])),
    },
  };
}

/** No input is called like that. */
const INPUTS_OF_MODELS = 'inputs-of-models';

function reference(definition: string): Json {
  return { $ref: `#/$defs/${definition}` };
}

function objectOf(properties: Json): Json {
  return { type: 'object', properties, additionalProperties: false };
}

function modelKeySchemas(): Json {
  const id = { type: ['string', 'number'], pattern: FORMS.id.source };
  return {
    id: { ...id, description: MODEL_KEYS.id },
    'renamed-from': { ...id, description: MODEL_KEYS['renamed-from'] },
    protect: { ...TRUTH, description: MODEL_KEYS.protect },
    environments: {
      type: 'object',
      additionalProperties: reference(INPUTS_OF_MODELS),
      description: MODEL_KEYS.environments,
    },
  };
}

/** Without quotes, an account is a number for a schema, and for this reader the digits that it is written with. */
const ACCOUNT: Json = {
  anyOf: [
    { type: 'string', pattern: '^\\s*\\d{12}\\s*$' },
    { type: 'integer', minimum: 0 },
  ],
};

function placeSchemas(): Readonly<Record<PlaceKey, Json>> {
  const described = (key: PlaceKey, schema: Json) => ({ ...schema, ...annotations(INPUTS[PLACE_KEYS[key]]) });
  return {
    account: described('account', ACCOUNT),
    region: described('region', { type: 'string', pattern: '^\\s*[a-z]{2,4}(-[a-z]+)+-\\d{1,2}\\s*$' }),
    state: described('state', { type: 'string' }),
    'secrets-provider': described('secrets-provider', { type: 'string' }),
  };
}

/** What texts and members of lists have to look like at least. */
const PATTERNS: Partial<Readonly<Record<InputName, string>>> = {
  name: '^\\s*([\\w+=,.@-]{1,64})?\\s*$',
  'role-path': '^\\s*(/([\\w+=,.@-]+/)*)?\\s*$',
  'execution-role-arn': arnOf('iam'),
  'kms-key-arn': arnOf('kms'),
  'permissions-boundary': arnOf('iam'),
  'github-oidc-provider': arnOf('iam'),
};

function arnOf(service: string): string {
  return `^\\s*(arn:[^:]+:${service}:.*)?\\s*$`;
}

/** Without quotes, a text may look like a number or a truth; it is the text that it is. */
const TEXT = ['string', 'number', 'boolean'];
const TRUTH: Json = { anyOf: [{ type: 'boolean' }, { enum: ['true', 'false', 'True', 'False', 'TRUE', 'FALSE'] }] };

function inputSchema(name: InputName): Json {
  const input: InputDefinition = INPUTS[name];
  return { ...valueSchema(name, input), ...annotations(input) };
}

function annotations({ description, example, default: standard }: InputDefinition): Json {
  return {
    description,
    ...(standard !== undefined && { default: standard }),
    ...(example !== undefined && { examples: [example] }),
  };
}

function valueSchema(name: InputName, { kind, choices }: InputDefinition): Json {
  switch (kind) {
    case 'text':
      return PATTERNS[name] ? { type: ['string', 'number'], pattern: PATTERNS[name] } : { type: TEXT };
    case 'choice':
      return { type: 'string', enum: choices };
    case 'boolean':
      return TRUTH;
    case 'integer':
      return {
        anyOf: [
          { type: 'integer', minimum: 0 },
          { type: 'string', pattern: '^\\s*\\d{1,15}\\s*$' },
        ],
      };
    case 'tags':
      return { type: 'object', additionalProperties: { type: TEXT } };
    case 'list':
      return { anyOf: [{ type: 'array', items: memberSchema(choices) }, textOfList(choices)] };
  }
}

function memberSchema(choices: readonly string[] | undefined): Json {
  return choices ? { type: 'string', enum: choices } : { type: TEXT, pattern: '^[^\\s,]+$' };
}

/** As a workflow has it, in one text. */
function textOfList(choices: readonly string[] | undefined): Json {
  if (!choices) return { type: TEXT };
  const one = `(${choices.join('|')})`;
  return { type: 'string', pattern: `^[\\s,]*(${one}([\\s,]+${one})*)?[\\s,]*$` };
}
