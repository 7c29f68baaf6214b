import { type LocalAccessAnalyzer, startAccessAnalyzer } from '../../../sandbox/aws/access-analyzer';
import type { AccessTest } from '../../../src/iam/expectations/access-test';
import { proveDenials } from '../../../src/stack/verify/denials';

const POLICY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::my-models/*' }],
});

const denial = (test: Partial<AccessTest> & Pick<AccessTest, 'actions'>): AccessTest => ({
  ...{ name: 'nobody does', expect: 'deny', line: 1 },
  ...test,
});

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

it('asks AWS about each expectation once, and tells what comes of it', async () => {
  analyzer = await startAccessAnalyzer();
  const verdicts = await proveDenials(
    POLICY,
    [
      denial({ actions: ['s3:DeleteObject'], resources: ['arn:aws:s3:::my-models/*'] }),
      denial({ actions: ['s3:GetObject'] }),
      denial({ actions: ['iam:PassRole'], context: { 'iam:PassedToService': ['ec2.amazonaws.com'] } }),
      denial({ actions: ['s3:A'], resources: ['arn:aws:*'] }),
    ],
    { region: 'us-west-2', endpointUrl: analyzer.url },
  );
  expect(verdicts).toEqual([
    { state: 'proved' },
    { state: 'not-proved' },
    // The stand-in goes by the words of statements.
    { state: 'not-proved' },
    { state: 'unknown', why: expect.stringContaining('wildcards only in the id') },
  ]);
  expect(analyzer.checks.map(({ operation }) => operation).sort()).toEqual([
    ...['CheckAccessNotGranted', 'CheckAccessNotGranted', 'CheckNoNewAccess'],
  ]);
});

it('says why there is no answer', async () => {
  analyzer = await startAccessAnalyzer({ checkFault: () => ({ error: 'AccessDeniedException', message: 'no' }) });
  const verdicts = await proveDenials(POLICY, [denial({ actions: ['s3:A'] })], {
    ...{ region: 'us-west-2', endpointUrl: analyzer.url },
  });
  expect(verdicts).toEqual([
    { state: 'unknown', why: expect.stringContaining('Allow access-analyzer:CheckAccessNotGranted') },
  ]);
});
