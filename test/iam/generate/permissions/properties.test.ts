import fc from 'fast-check';
import { EXECUTION_ROLE, KEY } from './sample';
import { evaluate } from '../../../../src/iam/evaluate/evaluate';
import { compilePolicy } from '../../../../src/iam/evaluate/policy';
import {
  PERMISSION_SETS,
  type PermissionSetName,
  policyDocument,
} from '../../../../src/iam/generate/permissions/policy-document';
import { parseNamePattern } from '../../../../src/iam/generate/permissions/resource-names';
import type { OneOrMany, Statement } from '../../../../src/iam/policy/document';
import { type ActionName, actionsMatching, actionText } from '../../../../src/iam/reference/names';
import type { Target } from '../../../../src/iam/target';
import { cases } from '../../../cases';
import { TARGET } from '../../target';

const SETS = Object.keys(PERMISSION_SETS) as PermissionSetName[];
const TOPIC = 'arn:aws:sns:us-west-2:123456789012:churn-answers';

/** All that a target can have. */
const FULL: Target = {
  ...{ ...TARGET, executionRole: EXECUTION_ROLE, kmsKey: KEY, ecrRepositories: ['churn'] },
  ...{ output: { bucket: 'my-answers', prefix: '' }, notificationTopics: [TOPIC] },
  ...{ vpcSubnets: ['subnet-0123456789abcdef0'], vpcSecurityGroups: ['sg-0123456789abcdef0'] },
};
const ACTIONS = [...new Set(SETS.flatMap(servicesIn))].flatMap((service) => actionsMatching(`${service}:*`));
const WRITING = ACTIONS.filter(isWriting);

/** A resource of somebody else: no name of a target can be in it. */
const STRANGE = '_somebody_else_';

const target: fc.Arbitrary<Target> = fc.record({
  partition: fc.constant('aws' as const),
  region: fc.constantFrom('us-west-2', 'eu-west-1'),
  account: fc.stringMatching(/^\d{12}$/),
  endpoint: fc.stringMatching(/^[a-zA-Z0-9](-?[a-zA-Z0-9]){0,30}$/),
  bucket: fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,60}[a-z0-9]$/),
  prefix: fc.constantFrom('', 'churn/', 'a/b/'),
  bucketAccess: fc.option(fc.subarray(['read', 'write', 'list'] as const, { minLength: 1 }), { nil: undefined }),
  endpointConfigs: patterns(),
  models: patterns(),
  executionRole: fc.constantFrom(undefined, EXECUTION_ROLE),
  kmsKey: fc.constantFrom(undefined, KEY),
  ecrRepositories: fc.constantFrom(undefined, ['churn'], ['arn:aws:ecr:us-west-2:763104351884:repository/pytorch']),
  inferenceComponents: patterns(),
  output: fc.constantFrom(undefined, { bucket: 'my-answers', prefix: '' }, { bucket: 'my-answers', prefix: 'churn/' }),
  notificationTopics: fc.constantFrom(undefined, [TOPIC]),
  vpcSubnets: fc.constantFrom(undefined, ['subnet-0123456789abcdef0']),
  vpcSecurityGroups: fc.constantFrom(undefined, ['sg-0123456789abcdef0']),
});

/** Whatever the inputs take as names and patterns of them. */
function patterns() {
  const pattern = fc.stringMatching(/^[a-c?*-]{1,12}$/).filter((text) => parseNamePattern(text, 'a model').ok);
  return fc.option(fc.array(pattern, { minLength: 1, maxLength: 2 }), { nil: undefined });
}

const sets = fc.subarray(SETS, { minLength: 1 });

test('no permission set ever has "*" as the resource of an action that writes', () => {
  fc.assert(
    fc.property(target, sets, (each, chosen) => {
      for (const { Action = [], Resource = [] } of statementsOf(each, chosen)) {
        if (!asArray(Resource).includes('*')) continue;
        const writing = asArray(Action).flatMap(actionsMatching).filter(isWriting).map(actionText);
        expect(writing).toEqual([]);
      }
    }),
    cases(500),
  );
});

test('no permission set allows to write everywhere, whatever the form of its statements', () => {
  fc.assert(
    fc.property(target, sets, (each, chosen) => {
      expect(allowedOf(WRITING, each, chosen, '*')).toEqual([]);
    }),
    cases(20),
  );
});

test.each(['s3', 'sagemaker', 'iam', 'kms', 'ecr', 'logs', 'sns', 'ec2'])(
  'no permission sets reach what is not named, in %s',
  (service) => {
    const actions = ACTIONS.filter((action) => action.service === service);
    fc.assert(
      fc.property(target, sets, (each, chosen) => {
        const limited = actions.filter(({ hasResources }) => hasResources);
        expect(allowedOf(limited, each, chosen, strangeArn(service, each))).toEqual([]);
      }),
      cases(5),
    );
  },
);

test.each(SETS)('%s names no action by a wildcard that writes', (set) => {
  fc.assert(
    fc.property(target, (each) => {
      for (const { Effect, Action = [], NotAction, NotResource } of statementsOf(each, [set])) {
        const wildcards = asArray(Action).filter((action) => /[*?]/.test(action));
        const writing = wildcards.flatMap(actionsMatching).filter(isWriting);
        expect([Effect, NotAction, NotResource, writing.map(actionText)]).toEqual(['Allow', undefined, undefined, []]);
      }
    }),
    cases(5),
  );
});

test('the actions that are asked about are those of services with actions that write', () => {
  expect(WRITING.map(actionText)).toEqual(expect.arrayContaining(['s3:PutObject', 'sagemaker:CreateEndpoint']));
});

function allowedOf(
  actions: readonly ActionName[],
  each: Target,
  chosen: readonly PermissionSetName[],
  resource: string,
): string[] {
  const identity = [compilePolicy(policyDocument(each, chosen))];
  return actions
    .map(actionText)
    .filter((action) => evaluate({ action, resources: [resource] }, { identity }).decision === 'allowed');
}

function strangeArn(service: string, { region, account }: Target): string {
  return service === 's3' ? `arn:aws:s3:::${STRANGE}/x` : `arn:aws:${service}:${region}:${account}:${STRANGE}/x`;
}

function servicesIn(set: PermissionSetName): string[] {
  const actions = PERMISSION_SETS[set](FULL).flatMap(({ Action = [] }) => asArray(Action));
  return actions.map((action) => action.split(':')[0]!);
}

function statementsOf(each: Target, chosen: readonly PermissionSetName[]): readonly Statement[] {
  return asArray(policyDocument(each, chosen).Statement);
}

function isWriting({ accessLevel }: ActionName): boolean {
  return accessLevel !== 'Read' && accessLevel !== 'List';
}

function asArray<T>(values: OneOrMany<T>): readonly T[] {
  return [values].flat() as readonly T[];
}
