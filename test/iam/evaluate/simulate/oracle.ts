import { type Deviation, DEVIATIONS, EVERYTHING } from './deviations';
import type { Question } from './question';
import type { Decision } from '../../../../src/iam/evaluate/evaluate';
import type { Document } from '../arbitraries/json';

/** What @cloud-copilot/iam-simulate exports. */
export interface Oracle {
  /** Without checks, and the one to ask: the other drops condition keys that are not in its data. */
  runUnsafeSimulation(simulation: object, options: object): keyof typeof DECISIONS;
  runSimulation(simulation: object, options: object): Promise<object>;
}

const DECISIONS = {
  Allowed: 'allowed',
  ExplicitlyDenied: 'explicitly-denied',
  ImplicitlyDenied: 'implicitly-denied',
} as const satisfies Record<string, Decision>;

const USER = 'arn:aws:iam::123456789012:user/alice';
const EVERYTHING_FOR_ALL = { ...EVERYTHING, Statement: { ...EVERYTHING.Statement, Principal: '*' } };

export function askOracle(oracle: Oracle, question: Question, deviations: readonly Deviation[] = DEVIATIONS): Decision {
  return DECISIONS[oracle.runUnsafeSimulation(simulationOf(question, deviations), {})];
}

/**
 * The question as the oracle takes it.
 *
 * @param deviations those for which it is put in its terms
 */
export function simulationOf(question: Question, deviations: readonly Deviation[] = DEVIATIONS): object {
  const asked = deviations.reduce((changed, { inItsTerms }) => inItsTerms(changed), question);
  const { action, resource, principal, context, identity, boundary, trust } = asked;
  return {
    request: {
      principal: principal?.value ?? USER,
      action,
      resource: { resource, accountId: '123456789012' },
      contextVariables: context,
    },
    identityPolicies: named(identity),
    permissionBoundaryPolicies: boundary && named([boundary]),
    // Marked as validated, because only then does it take the name that it can't do without.
    resourcePolicy: trust && { __validated: true, policyDocument: trust, metadata: { name: 'trust' } },
    serviceControlPolicies: [{ orgIdentifier: 'root', policies: named([EVERYTHING]) }],
    resourceControlPolicies: [{ orgIdentifier: 'root', policies: named([EVERYTHING_FOR_ALL]) }],
  };
}

function named(documents: readonly Document[]): object[] {
  return documents.map((policy, index) => ({ name: String(index), policy }));
}
