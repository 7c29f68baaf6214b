import fc from 'fast-check';
import { compilePolicy, evaluate } from '../../../src/iam/evaluate';
import { PERMISSION_SETS, type PermissionSetName, policyDocument } from '../../../src/iam/permissions';
import { type ActionName, actionsMatching, actionText } from '../../../src/iam/service-reference';
import type { Target } from '../../../src/iam/target';

const SETS = Object.keys(PERMISSION_SETS) as PermissionSetName[];
const ACTIONS = [...new Set(SETS.flatMap((set) => servicesIn(set)))].flatMap((service) =>
  actionsMatching(`${service}:*`),
);
const WRITING = ACTIONS.filter(({ accessLevel }) => accessLevel !== 'Read' && accessLevel !== 'List');

/** A resource of somebody else: no name of a target can be in it. */
const STRANGE = '_somebody_else_';

const target: fc.Arbitrary<Target> = fc.record({
  partition: fc.constant('aws' as const),
  region: fc.constantFrom('us-west-2', 'eu-west-1'),
  account: fc.stringMatching(/^\d{12}$/),
  endpoint: fc.stringMatching(/^[a-zA-Z0-9](-?[a-zA-Z0-9]){0,30}$/),
  bucket: fc.stringMatching(/^[a-z0-9][a-z0-9-]{1,60}[a-z0-9]$/),
  prefix: fc.constantFrom('', 'churn/', 'a/b/'),
});

const sets = fc.subarray(SETS, { minLength: 1 });

test('no permission sets allow to write everywhere', () => {
  fc.assert(
    fc.property(target, sets, fc.constantFrom(...WRITING), (each, chosen, action) => {
      expect([actionText(action), isAllowed(each, chosen, action, '*')]).toEqual([actionText(action), false]);
    }),
    { numRuns: 500 },
  );
});

test.each(['s3', 'sagemaker', 'iam', 'kms', 'ecr', 'logs'])(
  'no permission sets reach what is not named, in %s',
  (service) => {
    const actions = ACTIONS.filter((action) => action.service === service);
    fc.assert(
      fc.property(target, sets, (each, chosen) => {
        const arn = strangeArn(service, each);
        const reached = actions.filter((action) => isAllowed(each, chosen, action, arn) && action.hasResources);
        expect(reached.map(actionText)).toEqual([]);
      }),
      { numRuns: 5 },
    );
  },
);

test.each(SETS)('%s names no action by a wildcard that writes', (set) => {
  fc.assert(
    fc.property(target, (each) => {
      for (const { Effect, Action = [], NotAction, NotResource } of PERMISSION_SETS[set](each)) {
        const wildcards = [Action].flat().filter((action) => /[*?]/.test(action));
        const writing = wildcards.flatMap(actionsMatching).filter(({ accessLevel }) => accessLevel !== 'Read');
        expect([Effect, NotAction, NotResource, writing.map(actionText)]).toEqual(['Allow', undefined, undefined, []]);
      }
    }),
    { numRuns: 5 },
  );
});

test('the actions that are asked about are those of services with actions that write', () => {
  expect(WRITING.map(actionText)).toEqual(expect.arrayContaining(['s3:PutObject', 'sagemaker:CreateEndpoint']));
});

function isAllowed(each: Target, chosen: readonly PermissionSetName[], action: ActionName, resource: string): boolean {
  const identity = [compilePolicy(policyDocument(each, chosen))];
  return evaluate({ action: actionText(action), resources: [resource] }, { identity }).decision === 'allowed';
}

function strangeArn(service: string, { region, account }: Target): string {
  return service === 's3' ? `arn:aws:s3:::${STRANGE}/x` : `arn:aws:${service}:${region}:${account}:${STRANGE}/x`;
}

function servicesIn(set: PermissionSetName): string[] {
  const example: Target = {
    partition: 'aws',
    region: 'us-west-2',
    account: '123456789012',
    endpoint: 'churn',
    bucket: 'models',
    prefix: '',
  };
  const actions = PERMISSION_SETS[set](example).flatMap(({ Action = [] }) => [Action].flat());
  return actions.map((action) => action.split(':')[0]!);
}
