import { findingsOfPolicy } from '../../../src/iam/findings/findings';
import { resourcesOfAction, usualResourceTypes } from '../../../src/iam/reference/action-resources';
import { ADDED_TYPES, ADDITIONS } from '../../../src/iam/reference/additions';
import { REFERENCE } from '../../../src/iam/reference/data';
import { actionDetails, resourceTypesOfService } from '../../../src/iam/reference/details';
import { actionsInTable, actionsMatching, findAction } from '../../../src/iam/reference/names';

const ENDPOINT = 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn';
const BIDIRECTIONAL = 'sagemaker:InvokeEndpointWithBidirectionalStream';

it.each(ADDITIONS.map(({ service, name }) => [service, name]))("AWS's table still lacks %s:%s", (service, name) => {
  expect(actionsInTable(service).has(name.toLowerCase())).toBe(false);
});

it.each(Object.entries(ADDED_TYPES))("AWS's table still lacks types of %s", (service, types) => {
  for (const name of Object.keys(types)) {
    expect(Object.keys(REFERENCE.details[service]!.resources)).not.toContain(name);
    expect(ADDITIONS.filter((addition) => addition.service === service && addition.resource === name)).not.toEqual([]);
  }
});

it('says of each addition where AWS has it, and when that was looked up', () => {
  for (const { source, date } of ADDITIONS) {
    expect(source).toMatch(/^(https:\/\/docs\.aws\.amazon\.com\/|botocore [\d.]+: \S+ \d{4}-\d{2}-\d{2}, \w+)/);
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  }
});

it.each(ADDITIONS.map((addition) => [`${addition.service}:${addition.name}`, addition] as const))(
  'knows %s as if it were in the table',
  (action, { accessLevel, resource, ...name }) => {
    expect(findAction(action.toLowerCase())).toMatchObject({ name: name.name, service: name.service, accessLevel });
    expect(actionDetails(action)?.resourceTypes.map((type) => type.name)).toEqual(
      resource === undefined ? undefined : resource === 'none' ? [] : [resource],
    );
  },
);

it('knows what an addition is about', () => {
  expect(usualResourceTypes(BIDIRECTIONAL).map(({ name }) => name)).toEqual(['endpoint']);
  expect(resourcesOfAction(BIDIRECTIONAL)).toEqual({
    arnPatterns: ['arn:%:sagemaker:%:%:endpoint/%'],
    standIns: [],
    undecided: [],
  });
  expect(actionsMatching('sagemaker:InvokeEndpointWith*').length).toBe(2);
  expect(resourceTypesOfService('sagemaker').map(({ name }) => name)).toContain('global-inference-gateway');
});

it('claims nothing of the resources of an addition where nobody says which they are', () => {
  const { arnPatterns, standIns } = resourcesOfAction('cloudwatch:CreateResourceMetricsConfiguration');
  expect([arnPatterns, standIns]).toEqual([['arn:*'], ['*']]);
});

it('has nothing to say against a policy that allows an addition, nor against a condition on it', () => {
  const idsOf = (Resource: string, Condition?: object, Action = BIDIRECTIONAL) =>
    findingsOfPolicy({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) }],
    }).map(({ id }) => id);
  expect(idsOf(ENDPOINT)).toEqual([]);
  expect(idsOf(ENDPOINT, { StringEquals: { 'sagemaker:TargetModel': 'a' } })).toEqual([]);
  expect(idsOf('*', undefined, 'sts:SetWebIdentityTokenScope')).not.toContain('unknown-action');
  // What is known of it counts.
  expect(idsOf('arn:aws:sagemaker:us-west-2:123456789012:model/churn')).not.toEqual([]);
});
