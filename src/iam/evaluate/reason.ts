import type { AccessRequest, Evaluation, PolicySet } from './evaluate';
import type { PolicySource, StatementReference } from './opinion';

const POLICIES: Readonly<Record<PolicySource, string>> = {
  identity: 'the identity policies',
  boundary: 'the permissions boundary',
  trust: 'the trust policy',
};

/** Says in a sentence why a request was decided as it was. */
export function reasonOf(evaluation: Evaluation, { action, principal }: AccessRequest, policies: PolicySet): string {
  const { resource } = evaluation;
  if (resource === undefined) return `The request for ${action} names no resource.`;
  const request = `${action} on ${resource}${principal ? ` by ${principal.value}` : ''}`;
  if (evaluation.decision === 'undecided') {
    return `Whether ${name(evaluation.statement!)} applies to ${request} is undecided: the action has no resources, and AWS does not say what a statement that names some comes to.`;
  }
  return `${decider(evaluation)} ${request}.${malformedNote(evaluation, policies)}`;
}

function decider({ decision, statement, silent }: Evaluation): string {
  if (statement) return `${name(statement)} ${decision === 'allowed' ? 'allows' : 'denies'}`;
  return `No statement of ${POLICIES[silent!]} allows`;
}

function name({ source, policy, statement, sid }: StatementReference): string {
  const place = `Statement ${statement + 1}${sid ? ` (${sid})` : ''}`;
  return `${place} of ${source === 'identity' ? `identity policy ${policy + 1}` : POLICIES[source]}`;
}

/** A policy that grants nothing because it is malformed looks like a policy that lacks a permission. */
function malformedNote({ decision }: Evaluation, { identity = [], boundary, trust }: PolicySet): string {
  if (decision !== 'implicitly-denied') return '';
  const malformed = [...identity, boundary, trust].find((policy) => policy?.malformed !== undefined)?.malformed;
  return malformed ? ` A policy is malformed and grants nothing: ${malformed}.` : '';
}
