import { CALLER_TYPES, type FieldKind, FIELDS, FORMS, MAX_ENTRIES, MAX_NAME, MAX_TESTS } from './form';

const ADDRESS =
  'https://raw.githubusercontent.com/model-deployment-iam/model-deployment-iam/v1/docs/access-tests.schema.json';

type Json = Readonly<Record<string, unknown>>;

/** What is published as `docs/access-tests.schema.json`, for editors: how a file with tests of access looks. */
export function accessTestsSchema(): Json {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: ADDRESS,
    title: 'Tests of access of model-deployment-iam',
    description: 'What a role is expected to be allowed, and what not. A test holds only if that is proved.',
    type: 'object',
    properties: {
      $schema: { type: 'string', description: 'The address of this schema.' },
      tests: {
        type: 'array',
        items: test(),
        minItems: 1,
        maxItems: MAX_TESTS,
        description: 'The tests, in the order in which they are reported.',
      },
    },
    required: ['tests'],
    additionalProperties: false,
  };
}

function test(): Json {
  const ofTrust = { anyOf: [{ required: ['principal'] }, { required: ['token'] }] };
  const ofResources = { anyOf: [{ required: ['resource'] }, { required: ['except'] }] };
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(FIELDS).map(([name, { kind, description }]) => [name, { ...KINDS[kind], description }]),
    ),
    required: ['name'],
    additionalProperties: false,
    oneOf: [{ required: ['allow'] }, { required: ['deny'] }],
    allOf: [{ not: { required: ['principal', 'token'] } }, { not: { allOf: [ofTrust, ofResources] } }],
  };
}

/** A number or `true` without quotes is the text that it is. */
const VALUE = { type: ['string', 'number', 'boolean'] };

const KINDS: Readonly<Record<FieldKind, Json>> = {
  name: { type: 'string', minLength: 1, maxLength: MAX_NAME },
  actions: oneOrMany({ type: 'string', pattern: FORMS.action.source }),
  resources: oneOrMany({ type: 'string', pattern: FORMS.resource.source }),
  context: {
    type: 'object',
    propertyNames: { pattern: FORMS.key.source },
    minProperties: 1,
    additionalProperties: { anyOf: [{ type: 'null' }, ...oneOrMany(VALUE).anyOf] },
  },
  principal: {
    anyOf: [
      { const: '*' },
      {
        type: 'object',
        properties: Object.fromEntries(CALLER_TYPES.map((type) => [type, oneOrMany({ type: 'string', minLength: 1 })])),
        minProperties: 1,
        additionalProperties: false,
      },
    ],
  },
  token: {
    type: 'object',
    properties: { environment: { anyOf: [{ type: 'null' }, ...oneOrMany(VALUE).anyOf] } },
    minProperties: 1,
    additionalProperties: oneOrMany(VALUE),
  },
};

function oneOrMany(one: Json) {
  return { anyOf: [one, { type: 'array', items: one, minItems: 1, maxItems: MAX_ENTRIES }] };
}
