import {
  type AnalyzerAnswers,
  type LocalAccessAnalyzer,
  startAccessAnalyzer,
} from '../../../sandbox/aws/access-analyzer';
import type { AwsSettings } from '../../../src/stack/aws';
import { checkNoNewAccess, checkNoPublicAccess } from '../../../src/stack/verify/policy-checks';

const text = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const READ = { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const WRITE = { Sid: 'Write', Effect: 'Allow', Action: 's3:PutObject', Resource: '*' };
const EVERYBODY = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: '*' };

let analyzer: LocalAccessAnalyzer;
const environment = { ...process.env };
beforeAll(() => void Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'secret' }));
afterAll(() => {
  process.env = environment;
});
afterEach(async () => {
  await analyzer.stop();
  expect(analyzer.violations).toEqual([]);
});

async function compare(
  change: { before: string; after: string },
  { answers = {}, ...settings }: Partial<AwsSettings> & { answers?: AnalyzerAnswers } = {},
) {
  analyzer = await startAccessAnalyzer(answers);
  return checkNoNewAccess('permissions', change, { region: 'us-west-2', endpointUrl: analyzer.url, ...settings });
}

const LESS = { before: text(READ, WRITE), after: text(READ) };
const MORE = { before: text(READ), after: text(READ, WRITE) };

it('tells that AWS proves it, and asks about an identity policy', async () => {
  expect(await compare(LESS)).toEqual({ result: 'pass', reasons: [] });
  expect(analyzer.checks).toEqual([
    {
      operation: 'CheckNoNewAccess',
      input: {
        newPolicyDocument: LESS.after,
        existingPolicyDocument: LESS.before,
        policyType: 'IDENTITY_POLICY',
      },
    },
  ]);
});

it("tells AWS's reasons, each with the statement", async () => {
  expect(await compare(MORE)).toEqual({
    result: 'fail',
    reasons: [{ description: expect.stringContaining('index: 1'), statement: { index: 1, sid: 'Write' } }],
  });
});

it("tells AWS's message where it gives no reason", async () => {
  const check = () => ({ result: 'FAIL' as const, message: 'The modified permissions grant new access.' });
  expect(await compare(MORE, { answers: { check } })).toEqual({
    result: 'fail',
    reasons: [{ description: 'The modified permissions grant new access.' }],
  });
});

it('takes a trust policy for the policy of a resource', async () => {
  analyzer = await startAccessAnalyzer();
  await checkNoNewAccess('trust', LESS, { region: 'us-west-2', endpointUrl: analyzer.url });
  expect(analyzer.checks[0]!.input).toMatchObject({ policyType: 'RESOURCE_POLICY' });
});

it.each([
  [EVERYBODY, 'fail'],
  [{ ...EVERYBODY, Principal: { Service: 'sagemaker.amazonaws.com' } }, 'pass'],
])('asks whether a trust policy lets everybody in: %j', async (statement, result) => {
  analyzer = await startAccessAnalyzer();
  const settings = { region: 'us-west-2', endpointUrl: analyzer.url };
  expect(await checkNoPublicAccess(text(statement), settings)).toMatchObject({ result });
  expect(analyzer.checks[0]!.input).toEqual({
    policyDocument: text(statement),
    resourceType: 'AWS::IAM::AssumeRolePolicyDocument',
  });
});

describe('there is no answer', () => {
  it.each([
    ['AccessDeniedException', /Allow access-analyzer:CheckNoNewAccess on "\*", or take the member out of verify/],
    ['ThrottlingException', /AWS throttled the question/],
    ['UnprocessableEntityException', /AWS gave no answer to CheckNoNewAccess: no \(UnprocessableEntityException\)/],
  ] as const)('because of %s', async (error, why) => {
    const checkFault = () => ({ error, message: 'no' });
    expect(await compare(LESS, { answers: { checkFault } })).toEqual({ why: expect.stringMatching(why) });
  });

  it('where AWS says neither yes nor no', async () => {
    expect(await compare(LESS, { answers: { check: () => ({}) } })).toEqual({
      why: 'AWS answered CheckNoNewAccess neither with PASS nor with FAIL.',
    });
  });

  it('in time', async () => {
    const answered = await compare(LESS, {
      answers: { checkFault: () => 'silence' },
      signal: AbortSignal.timeout(100),
    });
    expect(answered).toEqual({ why: 'AWS did not answer CheckNoNewAccess in time.' });
  });

  it('from where nobody is', async () => {
    const answered = await compare(LESS, { endpointUrl: 'http://127.0.0.1:1' });
    expect(answered).toEqual({ why: expect.stringContaining('ECONNREFUSED') });
  });
});
