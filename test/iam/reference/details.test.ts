import { REFERENCE } from '../../../src/iam/reference/data';
import { actionDetails, DETAILED_SERVICES, resourceTypesOfService } from '../../../src/iam/reference/details';

test.each([
  ['sagemaker:CreateEndpoint', ['endpoint', 'endpoint-config']],
  ['sagemaker:UpdateEndpoint', ['endpoint', 'endpoint-config']],
  ['sagemaker:CreateModel', ['model']],
  ['sagemaker:InvokeEndpoint', ['endpoint']],
  ['sagemaker:ListEndpoints', []],
  ['s3:GetObject', []],
  ['iam:PassRole', ['role']],
])('%s needs %j', (action, required) => {
  const types = actionDetails(action)!.resourceTypes;
  expect(types.filter((type) => type.required).map(({ name }) => name)).toEqual(required);
});

test('knows how ARNs look', () => {
  const patterns = new Map(
    ['s3', 'sagemaker', 'iam'].flatMap((service) =>
      resourceTypesOfService(service).map(({ name, arnPattern }) => [`${service} ${name}`, arnPattern]),
    ),
  );
  expect(patterns.get('s3 bucket')).toBe('arn:%:s3:::%');
  expect(patterns.get('s3 object')).toBe('arn:%:s3:::%/*');
  expect(patterns.get('sagemaker endpoint')).toBe('arn:%:sagemaker:%:%:endpoint/%');
  expect(patterns.get('iam role')).toBe('arn:%:iam::%:role/*');
});

test('knows the condition keys of actions and resources', () => {
  expect(actionDetails('sagemaker:InvokeEndpoint')!.conditionKeys).toContain('sagemaker:TargetModel');
  expect(actionDetails('s3:ListBucket')!.conditionKeys).toContain('s3:prefix');
  expect(actionDetails('sagemaker:InvokeEndpoint')!.resourceTypes[0]!.conditionKeys).toContain(
    'sagemaker:ResourceTag/${TagKey}',
  );
});

test('knows nothing of that for other services', () => {
  expect(actionDetails('dynamodb:GetItem')).toBeUndefined();
  expect(actionDetails('s3:Nothing')).toBeUndefined();
  expect(resourceTypesOfService('dynamodb')).toEqual([]);
});

test('every action of a service that is known in full can be read', () => {
  for (const service of DETAILED_SERVICES) {
    const types = resourceTypesOfService(service).map(({ name }) => name);
    for (const name of Object.keys(REFERENCE.details[service]!.actions)) {
      const details = actionDetails(`${service}:${name}`)!;
      expect(types).toEqual(expect.arrayContaining(details.resourceTypes.map((type) => type.name)));
    }
  }
});
