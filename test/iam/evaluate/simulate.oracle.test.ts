import fc from 'fast-check';
import {
  assumePolicy,
  assumeRequest,
  type Document,
  type FullRequest,
  identityPolicy,
  request,
  trustPolicy,
} from './arbitraries';
import {
  type AccessRequest,
  compilePolicy,
  type Decision,
  evaluate,
  type RequestPrincipal,
} from '../../../src/iam/evaluate';

/**
 * The same questions to another implementation of the policy language, the npm package @cloud-copilot/iam-simulate, which
 * serves as an oracle in tests only.
 *
 * Where it is known to differ from AWS, the question is put to it in such a way that it must give AWS's answer:
 * - It takes `${…}` as a variable whatever the Version; AWS does so only from Version 2012-10-17 on. See `forOracle`.
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 * - It knows one resource a request; AWS wants the action allowed on all of them. See `askOracle`.
 *   https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * - It keeps a `*` at the end of a field of an ARN in that field; AWS lets it run over colons. The documents have no ARN for
 *   which that makes a difference.
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * - A NotResource with an ARN that lacks fields never applies for it; AWS completes the ARN first. The documents have none.
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * - A NotResource with a variable that has no value makes a statement void for it unless other fields of the ARN differ. AWS
 *   says only that the entire statement might be invalid, so here it always is. The documents have none.
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 * - With checked input it drops condition keys that are not in its data, among them those of the GitHub OIDC provider, so
 *   that a right trust policy reads as denied. The unchecked form that is used here takes all keys.
 *   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const { runUnsafeSimulation } = jest.requireActual<Oracle>('@cloud-copilot/iam-simulate');

interface Oracle {
  runUnsafeSimulation(simulation: object, options: object): 'Allowed' | 'ExplicitlyDenied' | 'ImplicitlyDenied';
}

interface Case {
  readonly identity: readonly Document[];
  readonly boundary: Document | null;
  readonly trust?: Document;
  readonly request: FullRequest & { readonly principal?: RequestPrincipal };
}

describe('evaluate and @cloud-copilot/iam-simulate', () => {
  test('agree on 20,000 requests, their identity policies and permissions boundaries', () => {
    const cases = fc.record({
      identity: fc.array(identityPolicy, { minLength: 1, maxLength: 2 }),
      boundary: fc.option(identityPolicy, { freq: 4 }),
      request,
    });
    expect(disagreements(fc.sample(cases, { seed: 20261125, numRuns: 20_000 }))).toEqual([]);
  });

  test('agree on 5,000 requests to assume a role', () => {
    const cases = fc.record({
      identity: fc.array(assumePolicy, { maxLength: 2 }),
      boundary: fc.constant(null),
      trust: trustPolicy,
      request: assumeRequest,
    });
    expect(disagreements(fc.sample(cases, { seed: 20261125, numRuns: 5_000 }))).toEqual([]);
  });
});

/** The shortest of the cases on which the two differ, with both answers. */
function disagreements(cases: readonly Case[]): object[] {
  return cases
    .map((each) => ({ ours: ask(each), theirs: askOracle(each), case: JSON.stringify(each) }))
    .filter(({ ours, theirs }) => ours !== theirs)
    .sort((a, b) => a.case.length - b.case.length)
    .slice(0, 3);
}

function ask({ request: asked, identity, boundary, trust }: Case): Decision {
  const { decision } = evaluate(asked as AccessRequest, {
    identity: identity.map((document) => compilePolicy(document)),
    boundary: boundary ? compilePolicy(boundary) : undefined,
    trust: trust ? compilePolicy(trust, 'trust') : undefined,
  });
  return decision;
}

const EVERYTHING = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const EVERYTHING_FOR_ALL = { ...EVERYTHING, Statement: { ...EVERYTHING.Statement, Principal: '*' } };
const DECISIONS = {
  Allowed: 'allowed',
  ExplicitlyDenied: 'explicitly-denied',
  ImplicitlyDenied: 'implicitly-denied',
} as const satisfies Record<string, Decision>;

function askOracle({ request: asked, identity, boundary, trust }: Case): Decision {
  const decisions = asked.resources.map((resource) => {
    const result = runUnsafeSimulation(
      {
        request: {
          principal: asked.principal?.value ?? 'arn:aws:iam::123456789012:user/alice',
          action: asked.action,
          resource: { resource, accountId: '123456789012' },
          contextVariables: asked.context,
        },
        identityPolicies: named(identity),
        permissionBoundaryPolicies: boundary ? named([boundary]) : undefined,
        // Marked as validated, because only then does it take the name that it can't do without.
        resourcePolicy: trust && { __validated: true, policyDocument: forOracle(trust), metadata: { name: 'trust' } },
        serviceControlPolicies: [{ orgIdentifier: 'root', policies: named([EVERYTHING]) }],
        resourceControlPolicies: [{ orgIdentifier: 'root', policies: named([EVERYTHING_FOR_ALL]) }],
      },
      {},
    );
    return DECISIONS[result];
  });
  if (decisions.includes('explicitly-denied')) return 'explicitly-denied';
  return decisions.includes('implicitly-denied') ? 'implicitly-denied' : 'allowed';
}

function named(documents: readonly Document[]): object[] {
  return documents.map((document, index) => ({ name: String(index), policy: forOracle(document) }));
}

/** The document in Version 2012-10-17, where `${$}` is the character `$`. */
function forOracle(document: Document): Document {
  if (document.Version === '2012-10-17') return document;
  const escaped = JSON.parse(JSON.stringify(document).replaceAll('${', '${$}{')) as Document;
  return { ...escaped, Version: '2012-10-17' };
}
