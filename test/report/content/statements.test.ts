import { statementsSection } from '../../../src/report/content/statements';
import { renderMarkdown } from '../../../src/report/render/markdown/block';
import { access, newAccess } from '../samples';
import { tableRows } from '../structure';

const ARN_PREFIX = 'arn:aws:sagemaker:us-west-2:123456789012';

function render(of: ReturnType<typeof access>): string[] {
  return statementsSection(of, true).map(renderMarkdown);
}

function document(statement: object): { after: string } {
  return { after: JSON.stringify({ Statement: [statement] }) };
}

/** The row of the only statement of a policy, without the effect. */
function policyRow(statement: object): string[] {
  const [markdown] = render(access({ trust: {}, policy: document({ Effect: 'Allow', ...statement }) }));
  return tableRows(markdown!)[2]!.slice(1);
}

/** The row of the only statement of a trust policy, without the effect. */
function trustRow(statement: object): string[] {
  const [markdown] = render(access({ policy: {}, trust: document({ Effect: 'Allow', ...statement }) }));
  return tableRows(markdown!)[2]!.slice(1);
}

test('what the default access comes to', () => {
  const [trust, policy] = render(newAccess());
  expect(tableRows(trust!)).toEqual([
    ['Effect', 'Who', 'How', 'Only if'],
    ['---', '---', '---', '---'],
    [
      'allow',
      'the service `sagemaker.amazonaws.com`',
      '`sts:AssumeRole`',
      '`aws:SourceArn` is like `arn:aws:sagemaker:us-west-2:123456789012:*`',
    ],
  ]);
  expect(tableRows(policy!).slice(2)).toEqual([
    [
      'allow',
      '`sagemaker:CreateEndpoint`<br>`sagemaker:DeleteEndpoint`<br>`sagemaker:InvokeEndpoint`',
      'endpoint `churn-prod`',
      'always',
    ],
    ['allow', '`s3:GetObject`<br>`s3:PutObject`', 'objects `my-models/churn/*`', 'always'],
    [
      ...['allow', '`sagemaker:CreateEndpoint`<br>`sagemaker:DescribeEndpointConfig`'],
      ...['endpoint configurations `churn-prod`, `churn-prod-*`', 'always'],
    ],
    ['allow', '`sagemaker:DescribeEndpoint`', 'endpoint `churn-prod`', 'always'],
    ['allow', '`sagemaker:AddTags`', 'endpoint `churn-prod`', '`sagemaker:TaggingAction` is `CreateEndpoint`'],
  ]);
});

test.each([
  ['everything', '*', '**everything**'],
  ['an endpoint of the target', `${ARN_PREFIX}:endpoint/x`, 'endpoint `x`'],
  ['an endpoint elsewhere', 'arn:aws:sagemaker:eu-west-1:123456789012:endpoint/x', undefined],
  ['an endpoint of another account', 'arn:aws:sagemaker:us-west-2:210987654321:endpoint/x', undefined],
  ['an endpoint of another partition', 'arn:aws-cn:sagemaker:us-west-2:123456789012:endpoint/x', undefined],
  ['a model of the target', `${ARN_PREFIX}:model/x`, 'model `x`'],
  ['a component of the target', `${ARN_PREFIX}:inference-component/x`, 'inference component `x`'],
  ['interfaces of the target', 'arn:aws:ec2:us-west-2:123456789012:network-interface/*', 'network interfaces `*`'],
  ['another kind of resource', `${ARN_PREFIX}:training-job/x`, 'sagemaker training job `x`'],
  ['what another service has', 'arn:aws:dynamodb:us-west-2:123456789012:table/x/index/y', 'dynamodb table `x/index/y`'],
  ['what is of no type', 'arn:aws:sqs:us-west-2:123456789012:x', undefined],
  ['a type that is a pattern', 'arn:aws:dynamodb:us-west-2:123456789012:t*/x', undefined],
  ['a type that is no word', 'arn:aws:dynamodb:us-west-2:123456789012:<b>/x', undefined],
  ['a service that is no word', 'arn:aws:[a](b):us-west-2:123456789012:table/x', undefined],
  ['objects', 'arn:aws:s3:::b/p/*', 'objects `b/p/*`'],
  ['an object', 'arn:aws:s3:::b/p/x', 'object `b/p/x`'],
  ['a bucket', 'arn:aws:s3:::b', 'bucket `b`'],
  // It is a pattern of objects as well.
  ['buckets', 'arn:aws:s3:::b*', undefined],
  ['a role of the account', 'arn:aws:iam::123456789012:role/x', 'role `x`'],
  ['a role elsewhere', 'arn:aws:iam::210987654321:role/x', undefined],
  ['objects of an access point', 'arn:aws:s3:us-west-2:123456789012:accesspoint/a/object/*', undefined],
  ['no ARN', 'x|<b>', '`x\\|<b>`'],
])('names %s', (_, arn, expected) => {
  expect(policyRow({ Action: 's3:*', Resource: arn })).toEqual(['`s3:*`', expected ?? `\`${arn}\``]);
});

test('says what is left out', () => {
  expect(policyRow({ NotAction: 'iam:*', NotResource: ['*'] })).toEqual([
    '**everything but**<br>`iam:*`',
    '**everything but**<br>**everything**',
  ]);
});

test.each([
  ['anyone', { Principal: '*' }, '**anyone**'],
  ['any account', { Principal: { AWS: '*' } }, '**anyone**'],
  ['an ARN', { Principal: { AWS: ['arn:aws:iam::1:root'] } }, '`arn:aws:iam::1:root`'],
  ['a provider', { Principal: { Federated: 'x' } }, 'the identity provider `x`'],
  ['everyone but one', { NotPrincipal: { AWS: 'x' } }, '**everyone but** `x`'],
  ['nobody', {}, '(none)'],
])('names who may assume the role: %s', (_, statement, expected) => {
  expect(trustRow({ Action: 'sts:AssumeRole', ...statement })).toEqual([expected, '`sts:AssumeRole`']);
});

test.each([
  [{ StringEquals: { k: 'v' } }, '`k` is `v`'],
  [{ StringNotEquals: { k: ['v', 'w'] } }, '`k` is not `v` or `w`'],
  [{ Bool: { k: true } }, '`k` is `true`'],
  [{ StringLike: { k: 'v' }, IpAddress: { i: '10.0.0.0/8' } }, '`k` is like `v`<br>and `i` is in `10.0.0.0/8`'],
  [{ 'ForAllValues:StringLike': { k: 'v' } }, '`k` `ForAllValues:StringLike` `v`'],
  [{ constructor: { k: 'v' } }, '`k` `constructor` `v`'],
])('says the condition %j in words', (Condition, expected) => {
  expect(trustRow({ Principal: '*', Action: 'a', Condition }).at(-1)).toBe(expected);
});

test('a denial stands out', () => {
  const [markdown] = render(access({ trust: {}, policy: document({ Effect: 'Deny', Action: '*', Resource: '*' }) }));
  expect(markdown).toContain('| **deny** |');
});

test.each([
  ['an effect that there is not', { Effect: 'allow', Action: '*', Resource: '*' }, ['**unreadable**', '`*`', '**everything**']], // prettier-ignore
  ['no object', 'x', ['**unreadable**', '(none)', '(none)']],
])('a statement that can not be read is shown as far as it can: %s', (_, statement, row) => {
  const policy = { after: JSON.stringify({ Statement: [statement] }) };
  const [markdown] = render(access({ trust: {}, policy }));
  expect(tableRows(markdown!)[2]).toEqual(row);
});

test.each(['', '{', 'null', '[]', '{}', '{"Statement":null}'])(
  'has no table of %j, which has no statements',
  (after) => {
    expect(statementsSection(access({ trust: {}, policy: { after } }), true)).toEqual([]);
  },
);

test('new documents come unfolded unless told otherwise; others stay folded', () => {
  const isOpen = (markdown: string) => markdown.startsWith('<details open>');
  expect(render(newAccess()).map(isOpen)).toEqual([true, true]);
  expect(render(access()).map(isOpen)).toEqual([false, false]);
  expect(statementsSection(newAccess(), false).map(({ fold }) => fold!.open)).toEqual([false, false]);
});

test('a deleted document shows what was', () => {
  const { policy } = access();
  const [markdown] = render(access({ trust: {}, policy: { before: policy.before } }));
  expect(markdown).toContain('What each statement of the policy said');
});
