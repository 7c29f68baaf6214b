import {
  type PolicySimulator,
  type SimulatorAnswers,
  startPolicySimulator,
} from '../../../sandbox/aws/policy-simulator';
import type { SimulatorCall } from '../../../src/iam/verify/simulator-calls';
import type { AwsSettings } from '../../../src/stack/aws';
import { simulatePolicies, simulateRole } from '../../../src/stack/verify/simulator';
import { decideByOracle } from '../../iam/verify/oracle';

const ROLE = 'arn:aws:iam::123456789012:role/churn';
const MINE = 'arn:aws:s3:::mine/x';
const OTHER = 'arn:aws:s3:::other/x';
const text = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const ON_MINE = text({ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::mine/*' });
const READ = text({ Effect: 'Allow', Action: 's3:Get*', Resource: '*' });
const SECURE = text({
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource: '*',
  Condition: { Bool: { 'aws:SecureTransport': 'true' } },
});
const BOTH: SimulatorCall = { actions: ['s3:GetObject', 's3:PutObject'], resources: [MINE, OTHER], context: [] };

let simulator: PolicySimulator;
const environment = { ...process.env };
beforeAll(() => void Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'secret' }));
afterAll(() => {
  process.env = environment;
});
afterEach(async () => {
  await simulator.stop();
  expect(simulator.violations).toEqual([]);
});

async function settingsWith(answers: Partial<SimulatorAnswers> = {}, more: Partial<AwsSettings> = {}) {
  simulator = await startPolicySimulator({ decide: decideByOracle, ...answers });
  return { region: 'us-west-2', endpointUrl: simulator.url, ...more };
}

const decisions = (answers: readonly { action: string; resource: string; isAllowed: boolean }[]) =>
  answers.map(({ action, resource, isAllowed }) => [action.slice(3), resource, isAllowed]);

it('reads what is said of each resource, and not what is said above of all of them', async () => {
  const { answers, notes } = await simulatePolicies({ policies: [ON_MINE] }, [BOTH], await settingsWith());
  expect(decisions(answers)).toEqual([
    ['GetObject', MINE, true],
    ['GetObject', OTHER, false],
    ['PutObject', MINE, true],
    ['PutObject', OTHER, false],
  ]);
  expect(notes).toEqual([]);
});

it('reads what stands above of an action without resources', async () => {
  const call = { actions: ['s3:GetObject'], resources: ['*'], context: [] };
  const { answers } = await simulatePolicies({ policies: [READ] }, [call], await settingsWith());
  expect(decisions(answers)).toEqual([['GetObject', '*', true]]);
});

it('gives the boundary with the policies, and tells what is only beyond that', async () => {
  const documents = { policies: [ON_MINE], boundary: READ };
  const { answers } = await simulatePolicies(documents, [{ ...BOTH, resources: [MINE] }], await settingsWith());
  expect(answers).toMatchObject([
    { action: 's3:GetObject', isAllowed: true, isBeyondBoundary: false },
    { action: 's3:PutObject', isAllowed: false, isBeyondBoundary: true },
  ]);
});

it('gives the context with its types, and tells which keys have no value', async () => {
  const context = [{ key: 'aws:securetransport', values: ['true'], type: 'boolean' as const }];
  const call = { actions: ['s3:GetObject'], resources: [MINE], context: [] };
  const { answers } = await simulatePolicies(
    { policies: [SECURE] },
    [call, { ...call, context }],
    await settingsWith(),
  );
  const without = answers.find((answer) => answer.context.length === 0);
  const given = answers.find((answer) => answer.context === context);
  expect(without).toMatchObject({ isAllowed: false, missingKeys: ['aws:securetransport'] });
  expect(given).toMatchObject({ isAllowed: true, missingKeys: [] });
  expect(simulator.requests.flatMap(({ input }) => input.ContextEntries ?? [])).toEqual([
    { ContextKeyName: 'aws:securetransport', ContextKeyValues: ['true'], ContextKeyType: 'boolean' },
  ]);
});

it('reads all pages', async () => {
  const { answers } = await simulatePolicies({ policies: [READ] }, [BOTH], await settingsWith({ pageSize: 1 }));
  expect(answers).toHaveLength(4);
  expect(simulator.requests).toHaveLength(2);
});

it('asks about a role with the policies of the organisation, and without', async () => {
  const settings = await settingsWith({ roles: { [ROLE]: [ON_MINE] }, organisation: [READ] });
  const ask = (withOrganisation: boolean) =>
    simulateRole({ arn: ROLE, withOrganisation }, [{ ...BOTH, resources: [MINE] }], settings);
  expect(decisions((await ask(false)).answers)).toEqual([
    ['GetObject', MINE, true],
    ['PutObject', MINE, true],
  ]);
  expect(decisions((await ask(true)).answers)).toEqual([
    ['GetObject', MINE, true],
    ['PutObject', MINE, false],
  ]);
  expect(simulator.requests.map(({ input }) => input.PolicyExclusionList)).toEqual([
    [{ PolicyType: 'scp' }],
    undefined,
  ]);
});

it('asks for the others alone where AWS has not heard of an action', async () => {
  const settings = await settingsWith({ unknown: ['s3:PutObject'] });
  const { answers, notes } = await simulatePolicies({ policies: [READ] }, [BOTH], settings);
  expect(decisions(answers)).toEqual([
    ['GetObject', MINE, true],
    ['GetObject', OTHER, true],
  ]);
  expect(notes).toEqual(["AWS's simulator does not take s3:PutObject: Invalid action: s3:PutObject"]);
});

it('does not ask on where it is not the actions that AWS refuses', async () => {
  const actions = Array.from({ length: 25 }, (_, index) => `s3:Get${index}`);
  const fault = () => ({ code: 'InvalidInput', status: 400, message: 'Not this document.' });
  const { notes } = await simulatePolicies({ policies: [READ] }, [{ ...BOTH, actions }], await settingsWith({ fault }));
  expect(notes.length).toBeLessThan(10);
  expect(simulator.requests.length).toBeLessThan(12);
});

it('tells that IAM does not know the role', async () => {
  const { answers, notes, isUnknownRole } = await simulateRole(
    { arn: ROLE, withOrganisation: false },
    [BOTH],
    await settingsWith(),
  );
  expect([answers, isUnknownRole]).toEqual([[], true]);
  expect(notes).toEqual([expect.stringContaining('NoSuchEntityException')]);
});

it('says what it takes to be allowed to ask, and asks no more', async () => {
  const fault = () => ({ code: 'AccessDenied', status: 403, message: 'no' });
  const calls = Array.from({ length: 20 }, (_, index) => ({ ...BOTH, resources: [`arn:aws:s3:::b${index}/x`] }));
  const { answers, notes } = await simulatePolicies({ policies: [READ] }, calls, await settingsWith({ fault }));
  expect(answers).toEqual([]);
  expect(notes).toEqual([expect.stringContaining('Allow iam:SimulateCustomPolicy on "*"')]);
  expect(simulator.requests.length).toBeLessThanOrEqual(3);
});

it('keeps what was answered in time', async () => {
  const fault = (_: string, { ResourceArns }: { ResourceArns?: readonly string[] }) =>
    ResourceArns?.includes(OTHER) ? ('silence' as const) : undefined;
  const calls = [MINE, OTHER].map((resource) => ({ ...BOTH, resources: [resource] }));
  const settings = await settingsWith({ fault }, { signal: AbortSignal.timeout(1_000) });
  const { answers, notes } = await simulatePolicies({ policies: [READ] }, calls, settings);
  expect(answers).toHaveLength(2);
  expect(notes).toEqual(['AWS did not answer SimulateCustomPolicy in time.']);
});
