import { urnOf } from './engine-events';
import { beginningOf, changesBetween, type HadResource } from '../../src/stack/beginning';
import { ATTACHMENT_TYPE, POLICY_TYPE, property, ROLE_TYPE } from '../report/samples';

const DOCUMENT = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}';
const SAME = '{"Statement":{"Action":["s3:GetObject"],"Resource":["*"],"Effect":"Allow"},"Version":"2012-10-17"}';
const OTHER = DOCUMENT.replace('GetObject', 'PutObject');

const ROLE = { name: 'churn', path: '/', assumeRolePolicy: DOCUMENT, maxSessionDuration: 3600, tags: { team: 'ml' } };

function had(type: string, outputs: HadResource['outputs'], inputs: HadResource['inputs'] = {}): HadResource {
  return { urn: urnOf(type), inputs, outputs };
}

function between(before: readonly HadResource[], after: readonly HadResource[]) {
  return changesBetween(beginningOf(before), beginningOf(after));
}

test.each<[string, object, ReturnType<typeof property>]>([
  ['the trust policy', { assumeRolePolicy: OTHER }, property('assumeRolePolicy', DOCUMENT, OTHER)],
  ['a boundary', { permissionsBoundary: 'arn:b' }, property('permissionsBoundary', undefined, 'arn:b')],
  ['the session', { maxSessionDuration: 7200 }, property('maxSessionDuration', 3600, 7200)],
  ['the path', { path: '/m/' }, property('path', '/', '/m/')],
  ['the name', { name: 'other' }, property('name', 'churn', 'other')],
  ['a tag', { tags: { team: 'risk' } }, property('tags.team', 'ml', 'risk')],
])('%s was changed', (_, more, expected) => {
  expect(between([had(ROLE_TYPE, ROLE)], [had(ROLE_TYPE, { ...ROLE, ...more })])).toEqual([
    {
      type: ROLE_TYPE,
      resource: 'modelDeploymentRole',
      urn: urnOf(ROLE_TYPE),
      operation: 'update',
      status: 'drifted',
      properties: [expected],
    },
  ]);
});

test.each<[string, HadResource, HadResource]>([
  ['nothing', had(ROLE_TYPE, ROLE), had(ROLE_TYPE, { ...ROLE })],
  ['the form of a document', had(POLICY_TYPE, { policy: DOCUMENT }), had(POLICY_TYPE, { policy: SAME })],
  ['what has no effect', had(ROLE_TYPE, ROLE), had(ROLE_TYPE, { ...ROLE, description: 'new', uniqueId: 'AROA' })],
  ['an empty boundary', had(ROLE_TYPE, ROLE), had(ROLE_TYPE, { ...ROLE, permissionsBoundary: '' })],
  // The bridge leaves them as they were.
  ['the inputs', had(ROLE_TYPE, ROLE, ROLE), had(ROLE_TYPE, ROLE, { ...ROLE, path: '/m/' })],
])('%s was changed, which is nothing', (_, before, after) => {
  expect(between([before], [after])).toEqual([]);
});

test('a document was changed in AWS, and the inputs are still the same', () => {
  const inputs = { policy: DOCUMENT };
  const [change] = between([had(POLICY_TYPE, inputs, inputs)], [had(POLICY_TYPE, { policy: OTHER }, inputs)]);
  expect(change!.properties).toEqual([property('policy', DOCUMENT, OTHER)]);
});

test('an attachment is of another policy', () => {
  const attached = (policyArn: string) => had(ATTACHMENT_TYPE, { role: 'churn', policyArn });
  const [change] = between([attached('arn:a')], [attached('arn:b')]);
  expect(change!.properties).toEqual([property('policyArn', 'arn:a', 'arn:b')]);
});

test.each<[string, readonly HadResource[], readonly HadResource[], string]>([
  ['made', [], [had(ROLE_TYPE, ROLE)], 'create'],
  ['deleted', [had(ROLE_TYPE, ROLE)], [], 'delete'],
])('a resource was %s', (_, before, after, operation) => {
  expect(between(before, after)).toMatchObject([{ type: ROLE_TYPE, operation, status: 'drifted' }]);
});

test('the component itself and what is not in it say nothing', () => {
  const component = 'urn:pulumi:churn::model-deployment-iam::model-deployment-iam:index:ModelDeploymentAccess::x';
  const others = [{ urn: component }, { urn: 'urn:pulumi:churn::model-deployment-iam::pulumi:providers:aws::default' }];
  expect(beginningOf([...others, had(ROLE_TYPE, ROLE)])).toEqual(new Map([[urnOf(ROLE_TYPE), ROLE]]));
});
