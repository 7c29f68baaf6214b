import type { Served } from './resource';

const ANY = { $ref: 'pulumi.json#/Any' };

/**
 * What programs in YAML are checked against: which types there are, and their properties. The real provider's schema knows
 * the types of the values as well.
 *
 * https://www.pulumi.com/docs/iac/using-pulumi/pulumi-packages/schema/
 */
export function schemaOf(version: string, types: Readonly<Record<string, Served>>): object {
  return {
    name: 'aws',
    version,
    provider: {
      inputProperties: { region: { type: 'string' }, allowedAccountIds: { type: 'array', items: { type: 'string' } } },
    },
    resources: Object.fromEntries(
      Object.entries(types).map(([token, { type }]) => [
        token,
        {
          inputProperties: anyOf(type.inputs),
          properties: anyOf([...type.inputs, ...(type.outputs ?? [])]),
        },
      ]),
    ),
    functions: {
      [GET_CALLER_IDENTITY]: { outputs: { properties: { accountId: { type: 'string' } }, required: ['accountId'] } },
    },
  };
}

export const GET_CALLER_IDENTITY = 'aws:index/getCallerIdentity:getCallerIdentity';

function anyOf(properties: readonly string[]): object {
  return Object.fromEntries(properties.map((property) => [property, ANY]));
}
