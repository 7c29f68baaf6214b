import type { DocumentChange } from '../iam/policy/document-change';
import type { Target } from '../iam/target';
import { listed } from '../shared/listed';

/** What is named after the endpoint where nobody names it, and the input that does. */
const NAMED_AFTER_ENDPOINT = [
  { type: 'endpoint-config', kind: 'endpoint configurations', input: 'endpoint-config', given: 'endpointConfigs' },
  { type: 'model', kind: 'models', input: 'model', given: 'models' },
] as const;

/**
 * That a pattern made of the endpoint's name reaches what belongs to others of a longer name. It is said when the pattern comes
 * into the policy; whoever has named the resources knows it.
 */
export function patternNotes(target: Target, { before = '', after = '' }: DocumentChange): string[] {
  const { endpoint } = target;
  const open = NAMED_AFTER_ENDPOINT.filter(({ type, given }) => {
    const resource = `:${type}/${endpoint}-*"`;
    return target[given] === undefined && after.includes(resource) && !before.includes(resource);
  });
  if (open.length === 0) return [];
  const [kinds, inputs] = [open.map(({ kind }) => kind), open.map(({ input }) => input)];
  return [
    `The pattern ${endpoint}-* also fits the ${listed(kinds, 'and')} of any other endpoint here whose name begins with ${endpoint}-. Where there is one, name yours in ${listed(inputs, 'and')}: ${endpoint}, or a pattern that the other does not fit, such as ${endpoint}-v*.`,
  ];
}
