import { comparePermissions } from '../../../src/iam/compare/permissions';
import { evaluate } from '../../../src/iam/evaluate/evaluate';
import { compilePolicy } from '../../../src/iam/evaluate/policy';
import { findingsOfPolicy } from '../../../src/iam/findings/findings';
import { permissionMatrix } from '../../../src/iam/matrix/matrix';
import { resourcesOfAction } from '../../../src/iam/reference/action-resources';
import {
  actionDetails,
  arnServices,
  DETAILED_SERVICES,
  resourceTypesOfService,
} from '../../../src/iam/reference/details';
import { actionsMatching, actionText, serviceNames } from '../../../src/iam/reference/names';

const SAGEMAKER = 'arn:aws:sagemaker:us-west-2:123456789012:';

test.each([
  ['s3:GetObject', 'arn:%:s3:::%/*'],
  ['s3:getobject', 'arn:%:s3:%:%:accesspoint/%/object/*'],
  ['sagemaker:CreateEndpoint', 'arn:%:sagemaker:%:%:endpoint-config/%'],
  ['sagemaker:UpdateModelPackage', 'arn:%:sagemaker:%:%:model-package/%/%'],
  ['dynamodb:GetItem', 'arn:%:dynamodb:*'],
  ['s3:FromTomorrow', 'arn:*'],
])('%s is about resources such as %s', (action, arnPattern) => {
  expect(resourcesOfAction(action).arnPatterns).toContain(arnPattern);
});

test.each([
  ['an action without resources', 'sagemaker:ListEndpoints', true],
  ['one that does without its types', 'cloudwatch:PutMetricData', true],
  ['one that requires none of its types', 'iam:ListMFADevices', true],
  ['one that nobody knows', 's3:FromTomorrow', true],
  ['one that requires a type', 'sagemaker:InvokeEndpoint', false],
])('%s: whether %s may have no resource is %s', (_, action, expected) => {
  expect(resourcesOfAction(action).standIns.includes('*')).toBe(expected);
});

/** What comes of a policy that allows an action on a resource, in the words of all who ask. */
function answersOn(action: string, resource: string) {
  const document = policy(action, resource);
  const { differences, withoutEffect } = comparePermissions(undefined, document);
  const row = permissionMatrix(NOWHERE, { now: document }, { boundary: 'none' }).rows.find(
    (each) => each.action === action,
  );
  const findings = findingsOfPolicy(document).filter(({ id }) => id === 'action-without-matching-resource');
  return {
    evaluate: evaluate({ action }, { identity: [compilePolicy(document)] }).decision,
    matrix: row?.cells.map((cell) => cell?.now).find((access) => access !== undefined),
    compare: [...differences.map(({ kind }) => kind), ...withoutEffect.map(() => 'none')],
    findings: findings.map(({ message }) => /AWS does not say/.test(message)),
  };
}

test.each([
  ['s3:ListAllMyBuckets', '*'],
  ['s3:ListAllMyBuckets', 'arn:aws:s3:::*'],
  ['s3:ListAllMyBuckets', 'arn:*:s3:::*'],
  ['sagemaker:ListEndpoints', '*'],
])('%s on %s is allowed, say all', (action, resource) => {
  expect(answersOn(action, resource)).toEqual({
    ...{ evaluate: 'allowed', matrix: 'allowed', compare: ['gained'], findings: [] },
  });
});

test.each([
  ['sagemaker:ListEndpoints', `${SAGEMAKER}endpoint/churn`],
  ['sagemaker:ListEndpoints', 'arn:aws:sagemaker:*'],
  ['s3:GetAccountPublicAccessBlock', 'arn:aws:s3:::my-models'],
])('of %s on %s all say that it is undecided', (action, resource) => {
  expect(answersOn(action, resource)).toEqual({
    ...{ evaluate: 'undecided', matrix: 'undecided', compare: ['undecided'], findings: [true] },
  });
});

test.each([
  ['s3:ListAllMyBuckets', 'arn:aws:s3:::my-models'],
  ['s3:ListAllMyBuckets', 'arn:aws:s3:::my-models*'],
  ['sagemaker:ListEndpoints', 'arn:aws:s3:::my-models'],
])('%s on %s has no effect, say all', (action, resource) => {
  expect(answersOn(action, resource)).toEqual({
    ...{ evaluate: 'implicitly-denied', matrix: 'denied', compare: ['none'], findings: [false] },
  });
});

test('to take an undecided permission away, or to deny it, is a loss at most', () => {
  const allowed = policy('sagemaker:ListEndpoints', 'arn:aws:sagemaker:*');
  expect(comparePermissions(allowed, undefined).differences.map(({ kind }) => kind)).toEqual(['lost']);
  const everywhere = policy('sagemaker:ListEndpoints', '*');
  const denied = { ...everywhere, Statement: [...everywhere.Statement, { ...allowed.Statement[0], Effect: 'Deny' }] };
  expect(comparePermissions(everywhere, denied).differences.map(({ kind }) => kind)).toEqual(['lost']);
  const { decision } = evaluate({ action: 'sagemaker:ListEndpoints' }, { identity: [compilePolicy(denied)] });
  expect(decision).toBe('allowed');
});

test('what is undecided of an explicit denial is denied', () => {
  const denied = policy('sagemaker:ListEndpoints', 'arn:aws:sagemaker:*', { Effect: 'Deny', Resource: '*' });
  const { decision } = evaluate({ action: 'sagemaker:ListEndpoints' }, { identity: [compilePolicy(denied)] });
  expect(decision).toBe('explicitly-denied');
});

/** The whole reference: an entry that is not taken in would hide a gain. */
describe.each(DETAILED_SERVICES)('every action of %s', (service) => {
  const actions = actionsMatching(`${service}:*`);
  const types = resourceTypesOfService(service);

  test('has an effect on all that AWS says it is about', () => {
    const wrong = types.flatMap(({ arnPattern }) => {
      const resource = arnPattern.replaceAll(/[%*]/g, 'name');
      const { differences, incomplete } = comparePermissions(undefined, policy(`${service}:*`, resource));
      expect(incomplete).toBeUndefined();
      const affected = new Set(differences.flatMap((difference) => difference.actions));
      const expected = actions.filter((action) =>
        actionDetails(actionText(action))?.resourceTypes.some((type) => type.arnPattern === arnPattern),
      );
      const missing = expected.filter((action) => !affected.has(actionText(action)));
      return missing.map((action) => `${actionText(action)} on ${resource}`);
    });
    expect(wrong).toEqual([]);
  });

  test('that is about no resource is allowed on * alone, and no other is', () => {
    const without = actions.filter(({ hasResources }) => !hasResources).map(actionText);
    const identity = [compilePolicy(policy(without, '*'))];
    expect(without.filter((action) => evaluate({ action }, { identity }).decision !== 'allowed')).toEqual([]);
    expect(without.filter((action) => resourcesOfAction(action).arnPatterns.length > 0)).toEqual([]);
    const { differences } = comparePermissions(undefined, policy(without, 'arn:aws:nothing:::name'));
    expect(differences).toEqual([]);
  });
});

test('every action of the other services has an effect on the ARNs of its service, or on * if it has no resources', () => {
  const wrong = serviceNames()
    .filter((service) => !DETAILED_SERVICES.includes(service))
    .flatMap((service) => {
      const actions = actionsMatching(`${service}:*`);
      const resources = arnServices(service).map((each) => `arn:aws:${each.replace(/\$.*/, service)}:::name`);
      return actions.filter((action) => {
        const { arnPatterns, standIns } = resourcesOfAction(actionText(action));
        return action.hasResources ? arnPatterns.length < resources.length : !standIns.includes('*');
      });
    });
  expect(wrong).toEqual([]);
});

const NOWHERE = { partition: 'aws', region: 'us-west-2', account: '123456789012' } as const;

function policy(Action: unknown, Resource: unknown, ...more: object[]) {
  const statement = { Effect: 'Allow', Action, Resource };
  return {
    Version: '2012-10-17',
    Statement: [statement, ...more.map((each) => ({ ...statement, ...each }))],
  };
}
