import type { SimulatedDecision, SimulatedRequest } from '../../../sandbox/aws/policy-simulator';
import type { Document } from '../evaluate/arbitraries/json';
import { askOracle, type Oracle } from '../evaluate/simulate/oracle';

const oracle = jest.requireActual<Oracle>('@cloud-copilot/iam-simulate');

const DECISIONS = {
  allowed: 'allowed',
  undecided: 'implicitDeny',
  'implicitly-denied': 'implicitDeny',
  'explicitly-denied': 'explicitDeny',
} as const;

/** It lets nobody use a key of which it has no policy; AWS's simulator looks at none. */
const KEY_POLICY: Document = {
  Version: '2012-10-17',
  Statement: {
    ...{ Effect: 'Allow', Action: 'kms:*', Resource: '*' },
    Principal: { AWS: 'arn:aws:iam::123456789012:root' },
  },
};

/** What decides in place of AWS's simulator: an implementation of the policy language that is not of this project. */
export function decideByOracle({ action, resource, context, policies, boundary }: SimulatedRequest): SimulatedDecision {
  const parsed = (text: string) => JSON.parse(text) as Document;
  const question = {
    ...{ action, resource, context, identity: policies.map(parsed) },
    ...(action.startsWith('kms:') && { trust: KEY_POLICY }),
  };
  return DECISIONS[askOracle(oracle, boundary === undefined ? question : { ...question, boundary: parsed(boundary) })];
}
