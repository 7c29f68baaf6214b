/** A component of a stack that is about one model only: the name under which it has always been in the state. */
export const SINGLE = 'modelDeployment';

/** What a component is made of, by the types of its resources, with the ends of their names in the state. */
export const PARTS = [
  { type: 'aws:iam/policy:Policy', noun: 'policy', ending: 'Policy' },
  { type: 'aws:iam/role:Role', noun: 'role', ending: 'Role' },
  {
    type: 'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
    noun: 'attachment',
    ending: 'RolePolicyAttachment',
  },
] as const;

export type Part = (typeof PARTS)[number];

/** @returns the logical name of a resource: `modelDeploymentPolicy`, or `churnPolicy` in a stack of many models */
export function partName(component: string, noun: Part['noun']): string {
  return component + PARTS.find((part) => part.noun === noun)!.ending;
}

/** @returns the component that a resource is a part of; `undefined` for what is no part of any */
export function componentOf(urn: string): string | undefined {
  const [types = '', name = ''] = urn.split('::').slice(-2);
  const ending = PARTS.find(({ type }) => types.endsWith(type))?.ending;
  return ending && name.endsWith(ending) && name !== ending ? name.slice(0, -ending.length) : undefined;
}
