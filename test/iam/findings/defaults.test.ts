import { findingsOfPolicy, findingsOfRole } from '../../../src/iam/findings/findings';
import { type ActionCommand, actionPolicyDocument } from '../../../src/iam/generate/action-permissions';
import {
  PERMISSION_SETS,
  type PermissionSetName,
  policyDocument,
} from '../../../src/iam/generate/permissions/policy-document';
import { trustPolicy } from '../../../src/iam/generate/trust/trust-policy';
import { usersOf } from '../../../src/iam/generate/trust/users';
import type { Target } from '../../../src/iam/target';
import { TARGET as PLAIN } from '../target';

const ACCOUNT = PLAIN.account;
const ROLE = { arn: `arn:aws:iam::${ACCOUNT}:role/churn`, policyArn: `arn:aws:iam::${ACCOUNT}:policy/churn` };
const KEY = `arn:aws:kms:us-west-2:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const ISSUER = 'token.actions.githubusercontent.com';
const SUBJECT = 'repo:acme@1/churn@2:ref:refs/heads/main';
const SETS = Object.keys(PERMISSION_SETS) as PermissionSetName[];

/** What the sets ask for that need something besides. */
const TARGET: Target = {
  ...PLAIN,
  executionRole: `arn:aws:iam::${ACCOUNT}:role/churn-execution`,
  ecrRepositories: ['churn-inference'],
};

/** All else that they make use of. */
const FULL: Target = {
  ...{ ...TARGET, inferenceComponents: ['llama-*'], output: { bucket: 'my-answers', prefix: 'churn/' } },
  notificationTopics: [`arn:aws:sns:us-west-2:${ACCOUNT}:churn-answers`],
  ...{ vpcSubnets: ['subnet-0123456789abcdef0'], vpcSecurityGroups: ['sg-0123456789abcdef0'] },
};

/** It is the reference document, which by itself can't create an endpoint. */
const KNOWN: Partial<Record<PermissionSetName, readonly string[]>> = { baseline: ['missing-required-resource'] };

describe.each(SETS)('nothing is found about %s', (set) => {
  const expected = KNOWN[set] ?? [];
  const idsOf = (target: Target, context: Parameters<typeof findingsOfPolicy>[1]) =>
    findingsOfPolicy(policyDocument(target, [set]), context).map(({ id }) => id);

  test('by default', () => {
    expect(idsOf(TARGET, { target: TARGET, role: ROLE })).toEqual(expected);
  });

  test('with all that it makes use of', () => {
    expect(idsOf(FULL, { target: FULL, role: ROLE })).toEqual(expected);
  });

  test('where nothing is known but the document', () => {
    expect(idsOf(TARGET, {})).toEqual(expected);
  });

  test('together with whom its role trusts where nobody says who is to use it', () => {
    const users = usersOf([set]);
    const trust = trustPolicy(TARGET, {
      sagemaker: users.includes('sagemaker'),
      restricted: true,
      ...(users.includes('github') && { github: { issuer: ISSUER, subjects: [SUBJECT] } }),
    });
    const found = findingsOfRole({ permissions: policyDocument(TARGET, [set]), trust }, { target: TARGET, role: ROLE });
    expect(found.map(({ id }) => id)).toEqual(expected);
  });

  test('in a folder, with all that may be done there', () => {
    const target: Target = { ...TARGET, prefix: 'churn/', bucketAccess: ['read', 'write', 'list'] };
    expect(idsOf(target, { target, role: ROLE })).toEqual(expected);
  });

  test('with a key, other than that the grant is missing where the configuration is', () => {
    const target: Target = { ...TARGET, kmsKey: KEY };
    expect(idsOf(target, { target, role: ROLE })).toEqual(
      set === 'baseline' ? [...expected, 'possibly-missing-dependent-action'] : expected,
    );
  });
});

const CALLERS = SETS.filter((set) => set !== 'execution');

test.each<[string, readonly PermissionSetName[], Target]>([
  ['by default', SETS, TARGET],
  [
    'in a folder, with a key',
    CALLERS,
    { ...FULL, prefix: 'churn/', bucketAccess: ['read', 'write', 'list'], kmsKey: KEY },
  ],
])('nothing is found about all sets together, %s', (_, sets, target) => {
  expect(findingsOfPolicy(policyDocument(target, sets), { target, role: ROLE })).toEqual([]);
});

test.each(CALLERS.flatMap((set, place) => CALLERS.slice(place + 1).map((other) => [set, other] as const)))(
  'nothing is found about %s with %s that was not found before',
  (set, other) => {
    const found = findingsOfPolicy(policyDocument(TARGET, [set, other]), { target: TARGET, role: ROLE });
    const isMissing = set === 'baseline' || other === 'baseline';
    expect(found.map(({ id }) => id).filter((id) => !isMissing || !KNOWN.baseline!.includes(id))).toEqual([]);
  },
);

describe("the policies of the workflows' roles", () => {
  const scope = { partition: 'aws', account: ACCOUNT, path: '/', name: 'churn', stateBucket: 'state' } as const;
  const state = { stateFolder: 'prod/churn/', stateAccount: ACCOUNT };
  const everything = { ...scope, ...state, secretsKey: KEY, accessAnalyzer: true };

  test.each<[string, Parameters<typeof actionPolicyDocument>[0], readonly ActionCommand[]]>([
    ['to look', everything, ['preview', 'drift']],
    ['to write', everything, ['up', 'destroy']],
    ['to write, within a boundary', { ...everything, boundary: `${ROLE.policyArn}-boundary` }, ['up', 'destroy']],
  ])('are not called dangerous: %s', (_, its, commands) => {
    const document = actionPolicyDocument(its, commands);
    const known = { role: { arn: `arn:aws:iam::${ACCOUNT}:role/model-access` } };
    for (const context of [{}, known]) {
      const severe = findingsOfPolicy(document, context).filter(({ severity }) =>
        ['error', 'security'].includes(severity),
      );
      expect(severe).toEqual([]);
    }
  });
});
