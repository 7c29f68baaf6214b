import { evaluate, type PolicySet } from '../../../src/iam/evaluate/evaluate';
import { compilePolicy } from '../../../src/iam/evaluate/policy';

const ENDPOINT = 'arn:aws:sagemaker:us-west-2:123456789012:endpoint/churn';
const CONFIG = 'arn:aws:sagemaker:us-west-2:123456789012:endpoint-config/churn-1';
const OBJECT = 'arn:aws:s3:::models/churn/model.tar.gz';

const INVOKE = { Sid: 'Invoke', Effect: 'Allow', Action: 'sagemaker:InvokeEndpoint', Resource: ENDPOINT };
const READ = { Effect: 'Allow', Action: ['s3:Get*', 's3:ListBucket'], Resource: 'arn:aws:s3:::models/*' };

test('a statement that allows decides, and is named', () => {
  expect(ask('sagemaker:InvokeEndpoint', [ENDPOINT], [READ, INVOKE])).toEqual({
    decision: 'allowed',
    resource: ENDPOINT,
    statement: { source: 'identity', policy: 0, statement: 1, sid: 'Invoke' },
  });
});

test('what nothing allows is denied implicitly', () => {
  expect(ask('sagemaker:DeleteEndpoint', [ENDPOINT], [INVOKE])).toEqual({
    decision: 'implicitly-denied',
    resource: ENDPOINT,
    silent: 'identity',
  });
});

test('a statement that denies wins over one that allows, in whatever policy it is', () => {
  const deny = policy({ Sid: 'Never', Effect: 'Deny', NotAction: 's3:*', Resource: '*' });
  const denied = (policies: PolicySet) =>
    evaluate({ action: 'sagemaker:InvokeEndpoint', resources: [ENDPOINT] }, policies);

  expect(denied({ identity: [policy(INVOKE), deny] })).toEqual({
    decision: 'explicitly-denied',
    resource: ENDPOINT,
    statement: { source: 'identity', policy: 1, statement: 0, sid: 'Never' },
  });
  expect(denied({ identity: [policy(INVOKE)], boundary: deny })).toMatchObject({
    decision: 'explicitly-denied',
    statement: { source: 'boundary' },
  });
});

test('actions are compared without regard to case, resources with it', () => {
  expect(ask('S3:getobject', [OBJECT], [READ]).decision).toBe('allowed');
  expect(ask('s3:GetObject', ['arn:aws:s3:::Models/x'], [READ]).decision).toBe('implicitly-denied');
  expect(ask('s3:GetObject', ['arn:AWS:S3:::models/x'], [READ]).decision).toBe('allowed');
});

test('NotAction and NotResource apply to everything else', () => {
  const others = { Effect: 'Allow', NotAction: 's3:*', NotResource: [CONFIG] };
  expect(ask('sagemaker:InvokeEndpoint', [ENDPOINT], [others]).decision).toBe('allowed');
  expect(ask('sagemaker:InvokeEndpoint', [CONFIG], [others]).decision).toBe('implicitly-denied');
  expect(ask('S3:GetObject', [ENDPOINT], [others]).decision).toBe('implicitly-denied');
});

describe('an action on several resources', () => {
  const create = { Effect: 'Allow', Action: 'sagemaker:CreateEndpoint', Resource: [ENDPOINT, CONFIG] };

  test('is allowed if it is allowed on each', () => {
    expect(ask('sagemaker:CreateEndpoint', [ENDPOINT, CONFIG], [create]).decision).toBe('allowed');
    expect(ask('sagemaker:CreateEndpoint', [ENDPOINT, CONFIG], [{ ...create, Resource: ENDPOINT }])).toEqual({
      decision: 'implicitly-denied',
      resource: CONFIG,
      silent: 'identity',
    });
  });

  test('is denied explicitly if that is so for any', () => {
    const deny = { Effect: 'Deny', Action: '*', Resource: CONFIG };
    const { decision } = ask('sagemaker:CreateEndpoint', [OBJECT, CONFIG], [create, deny]);
    expect(decision).toBe('explicitly-denied');
  });

  test('needs a resource; one that is not given is *', () => {
    expect(ask('sagemaker:CreateEndpoint', [], [create]).decision).toBe('implicitly-denied');
    const list = policy({ Effect: 'Allow', Action: 'sagemaker:ListEndpoints', Resource: '*' });
    expect(evaluate({ action: 'sagemaker:ListEndpoints' }, { identity: [list] }).decision).toBe('allowed');
  });
});

describe('variables in resources', () => {
  const own = 'arn:aws:s3:::models/home/${aws:username}/*';
  const ask1 = (statement: object, context = {}, version?: string) =>
    evaluate(
      { action: 's3:GetObject', resources: ['arn:aws:s3:::models/home/alice/x'], context },
      { identity: [policy(statement, version)] },
    ).decision;

  test('stand for the value of the request', () => {
    const statement = { Effect: 'Allow', Action: 's3:*', Resource: own };
    expect(ask1(statement, { 'aws:username': 'alice' })).toBe('allowed');
    expect(ask1(statement, { 'aws:username': 'bob' })).toBe('implicitly-denied');
    expect(ask1(statement, { 'aws:username': '*' })).toBe('implicitly-denied');
    expect(ask1(statement)).toBe('implicitly-denied');
  });

  test('are plain text in Version 2008-10-17', () => {
    const statement = { Effect: 'Allow', Action: 's3:*', Resource: own };
    expect(ask1(statement, { 'aws:username': 'alice' }, '2008-10-17')).toBe('implicitly-denied');
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
  test('without a value match no resource, so that NotResource leaves none out', () => {
    const statement = { Effect: 'Allow', Action: 's3:*', NotResource: own };
    expect(ask1(statement, { 'aws:username': 'bob' })).toBe('allowed');
    expect(ask1(statement, { 'aws:username': 'alice' })).toBe('implicitly-denied');
    expect(ask1(statement)).toBe('allowed');
    expect(ask1({ ...statement, NotResource: [own, 'arn:aws:s3:::models/*'] })).toBe('implicitly-denied');
    expect(ask1({ ...statement, Effect: 'Deny' })).toBe('explicitly-denied');
  });
});

test('a permissions boundary limits what identity policies allow and allows nothing itself', () => {
  const request = { action: 's3:GetObject', resources: [OBJECT] };
  const boundary = policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
  expect(evaluate(request, { identity: [policy(READ)], boundary }).decision).toBe('allowed');
  expect(evaluate(request, { boundary }).decision).toBe('implicitly-denied');
  expect(evaluate(request, { identity: [policy(READ)], boundary: policy(INVOKE) }).silent).toBe('boundary');
});

test('a malformed policy grants nothing', () => {
  const { decision } = ask('s3:GetObject', [OBJECT], [READ, { ...READ, Effect: 'Permit' }]);
  expect(decision).toBe('implicitly-denied');
});

function ask(action: string, resources: readonly string[], statements: readonly object[]) {
  return evaluate({ action, resources }, { identity: [policy(statements)] });
}

function policy(Statement: object, Version = '2012-10-17') {
  return compilePolicy({ Version, Statement });
}
