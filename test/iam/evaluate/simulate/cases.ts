import fc from 'fast-check';
import type { Question } from './question';
import { type AccessRequest, type Decision, evaluate, type PolicySet } from '../../../../src/iam/evaluate/evaluate';
import { compilePolicy } from '../../../../src/iam/evaluate/policy';
import type { RequestPrincipal } from '../../../../src/iam/evaluate/principal';
import { seedOfCases } from '../../../cases';
import { contextWith } from '../arbitraries/conditions';
import { conditionPolicy, type FullRequest, identityPolicy, request } from '../arbitraries/identity';
import { type Document } from '../arbitraries/json';
import { assumePolicy, assumeRequest, trustPolicy } from '../arbitraries/trust';

interface Case {
  readonly identity: readonly Document[];
  readonly boundary?: Document;
  readonly trust?: Document;
  readonly request: FullRequest & { readonly principal?: RequestPrincipal };
}

/** Identity policies and permissions boundaries. */
const onPolicies: fc.Arbitrary<Case> = fc.record({
  identity: fc.array(identityPolicy, { minLength: 1, maxLength: 2 }),
  boundary: fc.option(identityPolicy, { freq: 4, nil: undefined }),
  request,
});

/** One condition each, so that the answer is the condition's. */
const onConditions: fc.Arbitrary<Case> = fc.record({
  identity: fc.tuple(conditionPolicy),
  request: contextWith(8).map((context) => ({
    action: 's3:GetObject',
    resources: ['arn:aws:s3:::models/churn/model.tar.gz'],
    context,
  })),
});

const onTrust: fc.Arbitrary<Case> = fc
  .record({
    identity: fc.array(assumePolicy, { maxLength: 2 }),
    boundary: fc.option(assumePolicy, { freq: 2, nil: undefined }),
    trust: trustPolicy,
    request: assumeRequest,
  })
  // Services and federated identities have no policies of their own.
  .map((each) => (each.request.principal.type === 'AWS' ? each : { ...each, identity: [], boundary: undefined }));

const KINDS = { policies: onPolicies, conditions: onConditions, trust: onTrust };

/** The oracle knows one resource a request, so a request about two is two questions; AWS wants both answered with yes. */
export function questions(kind: keyof typeof KINDS, count: number, seed = seedOfCases()): Question[] {
  return fc
    .sample(KINDS[kind], { seed, numRuns: count })
    .flatMap(({ request: { resources, ...asked }, ...policies }) =>
      resources.map((resource) => ({ ...asked, ...policies, resource })),
    );
}

export function ask(question: Question): Decision {
  const { request: asked, policies } = compile(question);
  return evaluate(asked, policies).decision;
}

/** The question to the code of this project. */
export function compile({ identity, boundary, trust, resource, ...asked }: Question): {
  readonly request: AccessRequest;
  readonly policies: PolicySet;
} {
  return {
    request: { ...asked, resources: [resource] },
    policies: {
      identity: identity.map((document) => compilePolicy(document)),
      boundary: boundary && compilePolicy(boundary),
      trust: trust && compilePolicy(trust, 'trust'),
    },
  };
}
