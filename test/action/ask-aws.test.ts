import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakePorts, type GivenInputs } from './fake-ports';
import { askAws } from '../../src/action/ask-aws';
import { planOf } from '../../src/action/plan';
import { verifier } from '../../src/action/verify';
import type { Finding } from '../../src/iam/findings/finding';
import { readRequest } from '../../src/request/read-request';
import { analyzeRole } from '../../src/stack/access-analyzer';
import { obstaclesToDeletion } from '../../src/stack/obstacles';
import { policyInIam, roleInIam } from '../../src/stack/role-in-iam';
import { access } from '../report/samples';

/** In place of AWS. */
jest.mock('../../src/action/verify', () => ({ verifier: jest.fn() }));
jest.mock('../../src/stack/access-analyzer', () => ({ analyzeRole: jest.fn() }));
jest.mock('../../src/stack/obstacles', () => ({ obstaclesToDeletion: jest.fn() }));
jest.mock('../../src/stack/role-in-iam', () => ({ roleInIam: jest.fn(), policyInIam: jest.fn() }));

const AWS = { region: 'us-west-2', endpointUrl: 'http://localhost:4566' };
const PLANNED = { roleName: 'churn-prod', policyArn: 'arn:aws:iam::123456789012:policy/churn-prod' };
const OTHER = { roleName: 'churn-old', policyArn: PLANNED.policyArn };
const IN_IAM = { isThere: true, hasOwnPolicy: true, foreignPolicies: [], unseen: [] };
const ANALYSIS = { findings: [], notes: ['Asked.'] };

beforeEach(() => {
  jest.resetAllMocks();
  jest.mocked(analyzeRole).mockResolvedValue(ANALYSIS);
  jest.mocked(roleInIam).mockResolvedValue(IN_IAM);
  jest.mocked(obstaclesToDeletion).mockResolvedValue([{ words: 'something', command: 'aws' }]);
});

function asking(inputs: GivenInputs, environment: NodeJS.ProcessEnv = {}) {
  const { input } = new FakePorts(inputs);
  const { request } = readRequest({ input, environment });
  const plan = planOf(request!, '123456789012');
  return { plan, asked: askAws(request!, plan, AWS) };
}

describe('the analyzer', () => {
  it.each([
    ['preview', 'true', true],
    ['up', 'true', true],
    ['destroy', 'true', false],
    ['drift', 'true', false],
    ['preview', 'false', false],
    ['up', 'false', false],
  ])('with %s and access-analyzer %s is asked: %s', async (command, wanted, isAsked) => {
    const { asked } = asking({ command, 'access-analyzer': wanted });
    const analysis = await asked.analysis();
    expect(analysis).toEqual(isAsked ? ANALYSIS : { findings: [], notes: [] });
    expect(analyzeRole).toHaveBeenCalledTimes(isAsked ? 1 : 0);
  });

  it('has its findings marked that are let pass', async () => {
    const found = { id: 'PASS_ROLE' } as Finding;
    jest.mocked(analyzeRole).mockResolvedValue({ findings: [found, { ...found, id: 'OTHER_CHECK' }], notes: [] });
    const { asked } = asking({ 'access-analyzer': 'true', 'ignore-findings': 'PASS_ROLE = known' });
    const { findings } = await asked.analysis();
    expect(findings).toEqual([
      { ...found, ignored: 'known' },
      { ...found, id: 'OTHER_CHECK' },
    ]);
  });

  it('is asked once, about both documents, in the region, and not at the address of IAM', async () => {
    const { asked, plan } = asking({ 'access-analyzer': 'true' });
    await Promise.all([asked.analysis(), asked.analysis()]);
    const { policy, trustPolicy } = plan.component.args;
    expect(jest.mocked(analyzeRole).mock.calls).toEqual([
      [{ permissions: policy, trust: trustPolicy }, { region: 'us-west-2' }],
    ]);
  });
});

describe("AWS's own answers", () => {
  const DONE = { isApplied: false, result: { resources: {}, tagged: [] } };
  const verifying = jest.fn();
  beforeEach(() => {
    verifying.mockReset().mockImplementation(async (of: object) => ({ ...of, verification: {} }));
    jest.mocked(verifier).mockReturnValue(verifying);
  });

  it.each([
    ['preview', 'simulate', true],
    ['up', 'simulate', true],
    ['drift', 'simulate', false],
    ['destroy', 'simulate', false],
    ['preview', '', false],
  ])('with %s and verify %s are asked for: %s', async (command, verify, isAsked) => {
    const { asked } = asking({ command, verify });
    const told = await asked.verified(access(), DONE);
    expect(told.verification).toEqual(isAsked ? {} : undefined);
    expect(verifying).toHaveBeenCalledTimes(isAsked ? 1 : 0);
  });

  it('are kept by one who asks, at the address of IAM', async () => {
    const { asked, plan } = asking({ verify: 'simulate' });
    await asked.verified(access(), DONE);
    await asked.verified(access(), { ...DONE, isApplied: true });
    expect(jest.mocked(verifier).mock.calls).toEqual([[expect.objectContaining({ verify: ['simulate'] }), plan, AWS]]);
    expect(verifying).toHaveBeenCalledTimes(2);
  });
});

it('asks for each role once, for that of the plan if none is named', async () => {
  const { asked } = asking({});
  expect(await asked.inIam()).toBe(IN_IAM);
  await asked.inIam(PLANNED);
  await asked.inIam(OTHER);
  expect(jest.mocked(roleInIam).mock.calls).toEqual([
    [PLANNED, AWS],
    [OTHER, AWS],
  ]);
});

describe('what is in the way of a deletion', () => {
  it.each([
    ['up', 1],
    ['destroy', 1],
    ['preview', 0],
    ['drift', 0],
  ])('is looked for by %s: %i', async (command, count) => {
    const { asked } = asking({ command });
    expect(await asked.obstacles()).toHaveLength(count);
    expect(obstaclesToDeletion).toHaveBeenCalledTimes(count);
  });

  it('is looked for once for each role, with what is known of it', async () => {
    const { asked } = asking({ command: 'destroy' });
    await asked.obstacles();
    await asked.obstacles(PLANNED);
    await asked.obstacles(OTHER);
    await asked.inIam(OTHER);
    const [first, second, ...others] = jest.mocked(obstaclesToDeletion).mock.calls;
    expect([first![0], first![2], second![0], second![2]]).toEqual([PLANNED, AWS, OTHER, AWS]);
    expect(await first![1]).toBe(IN_IAM);
    expect(others).toEqual([]);
    expect(roleInIam).toHaveBeenCalledTimes(2);
  });

  it('has to be known before destroy, but not before up', async () => {
    jest.mocked(obstaclesToDeletion).mockRejectedValue(new Error('AccessDenied'));
    await expect(asking({ command: 'destroy' }).asked.obstacles()).rejects.toThrow('AccessDenied');
    expect(await asking({ command: 'up' }).asked.obstacles()).toEqual([]);
  });
});

describe('a permissions boundary', () => {
  const ARN = 'arn:aws:iam::123456789012:policy/boundary';
  const text = (Action: string) =>
    JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ask-aws-'));
    writeFileSync(join(folder, 'boundary.json'), text('s3:*'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const bounded = () =>
    asking({ 'permissions-boundary': ARN, 'boundary-file': 'boundary.json' }, { GITHUB_WORKSPACE: folder }).asked;

  it('is asked for once, whosever it is', async () => {
    jest.mocked(policyInIam).mockResolvedValue({ document: text('*') });
    const { asked } = asking({});
    await Promise.all([asked.boundary(ARN), asked.boundary(ARN)]);
    expect(await asked.boundary('arn:aws:iam::aws:policy/PowerUserAccess')).toMatchObject({ document: text('*') });
    expect(jest.mocked(policyInIam).mock.calls).toEqual([
      [ARN, AWS],
      ['arn:aws:iam::aws:policy/PowerUserAccess', AWS],
    ]);
  });

  it('is as the file says where it may not be read, if the file is of that one', async () => {
    jest.mocked(policyInIam).mockResolvedValue({ unread: 'AccessDenied' });
    expect(await bounded().boundary(ARN)).toMatchObject({ document: text('s3:*'), file: 'boundary.json' });
    expect(await bounded().boundary(`${ARN}-old`)).toEqual({ arn: `${ARN}-old`, unread: 'AccessDenied' });
  });

  it('is as IAM has it where the file says something else', async () => {
    jest.mocked(policyInIam).mockResolvedValue({ document: text('*') });
    expect(await bounded().boundary(ARN)).toMatchObject({ document: text('*'), differingFile: 'boundary.json' });
  });
});
