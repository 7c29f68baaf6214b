import type { PathElement, ValidatePolicyFinding } from '@aws-sdk/client-accessanalyzer';
import { type AnalyzerAnswers, type LocalAccessAnalyzer, startAccessAnalyzer } from '../../sandbox/aws/access-analyzer';
import { analyzeRole, type AnalyzerSettings } from '../../src/stack/access-analyzer';

const PERMISSIONS = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' },
    { Sid: 'Read', Effect: 'Allow' },
  ],
});
const TRUST = JSON.stringify({ Version: '2012-10-17', Statement: { Sid: 'Service', Effect: 'Allow' } });

const POSITION = { line: 1, column: 0, offset: 0 };

function found(more: Partial<ValidatePolicyFinding> = {}, path: PathElement[] = []): ValidatePolicyFinding {
  return {
    findingType: 'SECURITY_WARNING',
    issueCode: 'PASS_ROLE_WITH_STAR_IN_RESOURCE',
    findingDetails: 'Using the iam:PassRole action with wildcards (*) in the resource can be overly permissive.',
    learnMoreLink: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#x',
    locations: [{ path, span: { start: POSITION, end: POSITION } }],
    ...more,
  };
}

let analyzer: LocalAccessAnalyzer;
const credentials = { AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'secret' };
const environment = { ...process.env };

beforeAll(() => void Object.assign(process.env, credentials));
afterAll(() => {
  process.env = environment;
});

afterEach(async () => {
  await analyzer.stop();
  expect(analyzer.violations).toEqual([]);
});

async function analyzed(answers: AnalyzerAnswers, settings: Partial<AnalyzerSettings> = {}) {
  analyzer = await startAccessAnalyzer(answers);
  return analyzeRole(
    { permissions: PERMISSIONS, trust: TRUST },
    { region: 'us-west-2', endpointUrl: analyzer.url, ...settings },
  );
}

/** What is made of a finding in the identity policy. */
async function finding(...args: Parameters<typeof found>) {
  const { findings } = await analyzed({ findings: (type) => (type === 'IDENTITY_POLICY' ? [found(...args)] : []) });
  return findings[0]!;
}

it('asks about the identity policy and about the trust policy', async () => {
  expect(await analyzed({})).toEqual({ findings: [], notes: [] });
  expect(analyzer.requests).toEqual(
    expect.arrayContaining([
      { policyDocument: PERMISSIONS, policyType: 'IDENTITY_POLICY' },
      {
        policyDocument: TRUST,
        policyType: 'RESOURCE_POLICY',
        validatePolicyResourceType: 'AWS::IAM::AssumeRolePolicyDocument',
      },
    ]),
  );
  expect(analyzer.requests).toHaveLength(2);
});

it("keeps AWS's own id, words and page", async () => {
  expect(await finding()).toEqual({
    id: 'PASS_ROLE_WITH_STAR_IN_RESOURCE',
    severity: 'security',
    subject: 'permissions',
    title: 'The policy allows what AWS considers overly permissive.',
    message: 'Using the iam:PassRole action with wildcards (*) in the resource can be overly permissive.',
    why: expect.stringContaining('overly permissive'),
    fix: expect.stringContaining('PASS_ROLE_WITH_STAR_IN_RESOURCE'),
    documentation: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#x',
    refusedByAws: false,
  });
});

it.each([
  ['ERROR', 'error'],
  ['SECURITY_WARNING', 'security'],
  ['WARNING', 'warning'],
  ['SUGGESTION', 'suggestion'],
] as const)('takes %s for the severity %s', async (findingType, severity) => {
  expect((await finding({ findingType })).severity).toBe(severity);
});

it.each<[string, PathElement[], object | undefined]>([
  ['a statement', [{ value: 'Statement' }, { index: 0 }, { value: 'Resource' }], { index: 0 }],
  ['a statement with a Sid', [{ value: 'Statement' }, { index: 1 }], { index: 1, sid: 'Read' }],
  ['another element', [{ value: 'Version' }], undefined],
  ['all statements', [{ value: 'Statement' }], undefined],
  ['the document', [], undefined],
])('tells where %s is', async (_, path, statement) => {
  expect((await finding({}, path)).statement).toEqual(statement);
});

it('finds a statement that is not in a list', async () => {
  const path = [{ value: 'Statement' }, { value: 'Principal' }];
  const { findings } = await analyzed({ findings: (type) => (type === 'RESOURCE_POLICY' ? [found({}, path)] : []) });
  expect(findings).toEqual([expect.objectContaining({ subject: 'trust', statement: { index: 0, sid: 'Service' } })]);
});

it('reads all pages', async () => {
  const codes = ['A', 'B', 'C', 'D', 'E'];
  const { findings } = await analyzed({
    findings: (type) => (type === 'IDENTITY_POLICY' ? codes.map((issueCode) => found({ issueCode })) : []),
    pageSize: 2,
  });
  expect(findings.map(({ id }) => id)).toEqual(codes);
});

it('names the permission that is missing', async () => {
  const result = await analyzed({ fault: () => ({ error: 'AccessDeniedException', message: 'Denied.' }) });
  expect(result).toEqual({ findings: [], notes: [expect.stringContaining('access-analyzer:ValidatePolicy')] });
});

it('keeps what was found before a page was refused', async () => {
  const { findings, notes } = await analyzed({
    findings: () => [found(), found()],
    pageSize: 1,
    fault: ({ nextToken }) => (nextToken ? { error: 'AccessDeniedException', message: 'Denied.' } : undefined),
  });
  expect(findings).toHaveLength(2);
  expect(notes).toHaveLength(1);
});

it('asks again where AWS is busy', async () => {
  let left = 1;
  const { notes } = await analyzed({
    fault: () => (left-- > 0 ? { error: 'ThrottlingException', message: 'Slow down.' } : undefined),
  });
  expect(notes).toEqual([]);
});

it('does not wait for ever', async () => {
  const { notes } = await analyzed({ fault: () => 'silence' }, { timeout: 100 });
  expect(notes).toEqual(['IAM Access Analyzer did not check the documents: it did not answer in time.']);
});

it('says why it could not be reached', async () => {
  const { notes } = await analyzed({}, { endpointUrl: 'http://127.0.0.1:1' });
  expect(notes).toEqual([expect.stringContaining('ECONNREFUSED')]);
});
