import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { created, unchanged } from './engine-results';
import { FakePorts, type GivenInputs } from './fake-ports';
import { accessOf } from '../../src/action/access';
import { accessTestResults, isFailing, type TestedRole } from '../../src/action/access-tests';
import { closedGate } from '../../src/action/gates';
import { resultOutputs } from '../../src/action/outputs';
import { type Plan, planOf } from '../../src/action/plan';
import { publish } from '../../src/action/publish';
import { threadOf } from '../../src/action/thread';
import { fillTests } from '../../src/iam/expectations/fill-tests';
import { readTests } from '../../src/iam/expectations/read-tests';
import type { Report } from '../../src/report/model';
import { readRequest } from '../../src/request/read-request';
import { allow, change, deny, documentText, ATTACHMENT_TYPE } from '../report/samples';

const INVOKES = "  - { name: invokes, allow: 'sagemaker:InvokeEndpoint', resource: '{endpoint-arn}' }";
const NO_DELETES = "  - { name: no deletes, deny: 's3:DeleteObject' }";
const SAGEMAKER =
  '  - { name: SageMaker, allow: sts:AssumeRole, principal: { Service: sagemaker.amazonaws.com }, context: { aws:SourceArn: "arn:{partition}:sagemaker:{region}:{account}:*" } }';
const NO_INVOKING = "  - { name: no invoking, deny: 'sagemaker:Invoke*' }";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'access-tests-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function requested(tests: readonly string[], inputs: GivenInputs = {}) {
  writeFileSync(join(folder, 'tests.yml'), ['tests:', ...tests].join('\n'));
  const ports = new FakePorts({ trust: 'sagemaker', 'access-tests': 'tests.yml', ...inputs });
  ports.environment = { GITHUB_WORKSPACE: folder };
  const { request, problems } = readRequest({
    ...ports,
    environment: ports.environment,
    testsReader: { readTests, fillTests },
  });
  return { ports, request: request!, problems };
}

function planned(tests: readonly string[], inputs: GivenInputs = {}): Plan {
  const { request, problems } = requested(tests, inputs);
  expect(problems).toEqual([]);
  return planOf(request, '123456789012');
}

function roleOf({ component }: Plan, more: Partial<TestedRole> = {}): TestedRole {
  const { policy, trustPolicy } = component.args;
  return {
    command: 'preview',
    policy: { after: policy },
    trust: { after: trustPolicy },
    changes: [],
    foreignPolicies: [],
    boundary: {},
    ...more,
  };
}

/** Each test with whether it holds, or what was found instead. */
function outcomes(tests: readonly string[], more: Partial<TestedRole> = {}, inputs: GivenInputs = {}) {
  const plan = planned(tests, inputs);
  const { results } = accessTestResults(plan, roleOf(plan, more))!;
  return results.map(({ verdict }) => (verdict.holds ? 'holds' : verdict.found));
}

const ALL = [INVOKES, NO_DELETES, SAGEMAKER];

describe('the file', () => {
  it('is read with the inputs, and told by line and column where something is wrong', () => {
    const { problems } = requested([
      "  - { name: a, deny: 's3:Gett' }",
      '  - { name: b }',
      "  - { name: c, deny: 'iam:PassRole', resource: '{execution-role}' }",
    ]);
    expect(problems.map(({ name, value, expected, at }) => [name, value, expected, at?.line, at?.column])).toEqual([
      ['access-tests', 'tests.yml', expect.stringMatching(/^what the test expects.* \(in tests\.yml:3:5\)$/), 3, 5],
      ['access-tests', 'tests.yml', expect.stringMatching(/^an action in .* \(in tests\.yml:2:22\)$/), 2, 22],
      [
        'access-tests',
        'tests.yml',
        expect.stringContaining('which has no value here: give execution-role-arn (in tests.yml:4:48)'),
        4,
        48,
      ],
    ]);
  });

  it('is one of the repository', () => {
    expect(requested([], { 'access-tests': '../tests.yml' }).problems).toEqual([
      { name: 'access-tests', value: '../tests.yml', expected: 'a file in the repository, not outside of it' },
    ]);
  });

  it('is only looked for where nobody reads it, as in the template', () => {
    const { ports } = requested(['nonsense']);
    const { request, problems } = readRequest(ports);
    expect([request!.accessTests, problems]).toEqual([undefined, []]);
  });

  it('has the values of the model', () => {
    const plan = planned(
      [
        `  - { name: a, deny: [sts:AssumeRoleWithWebIdentity], token: { repository: '{repository}' } }`,
        "  - { name: b, deny: 'iam:PassRole', resource: ['{execution-role}', '{role-arn}'] }",
      ],
      {
        permissions: 'release',
        'execution-role-arn': 'arn:aws:iam::123456789012:role/exec',
        'role-path': '/models/',
        trust: 'github',
        'github-repository': 'acme@1/other@2',
        'github-subject-format': 'immutable',
        'github-ref': 'main',
      },
    );
    const [token, roles] = accessTestResults(plan, roleOf(plan))!.results.map(({ test }) => test);
    expect(token!.context!['token.actions.githubusercontent.com:sub']).toContain('repo:acme@1/other@2:*');
    expect(roles!.resources).toEqual([
      'arn:aws:iam::123456789012:role/exec',
      'arn:aws:iam::123456789012:role/models/churn-prod',
    ]);
  });
});

describe('tests', () => {
  it('are asked of what the plan makes', () => {
    expect(outcomes([...ALL, NO_INVOKING])).toEqual(['holds', 'holds', 'holds', 'allow']);
  });

  it('are asked of what AWS has now, for drift', () => {
    const policy = { before: documentText([allow('s3:Get*', '*')]), after: documentText([allow('s3:*', '*')]) };
    expect(outcomes(ALL, { command: 'drift', policy })).toEqual(['deny', 'allow', 'holds']);
  });

  it('count what others have put on the role, whatever that says', () => {
    const foreign = (...statements: object[]) => ({
      foreignPolicies: [{ kind: 'inline', name: 'by-hand', document: documentText(statements) }] as const,
    });
    expect(outcomes(ALL, foreign(allow('s3:*', '*')))).toEqual(['holds', 'allow', 'holds']);
    expect(outcomes(ALL, foreign(deny('*', '*')))).toEqual(['deny', 'holds', 'holds']);
  });

  it('are not sure of permissions where a policy on the role could not be read', () => {
    const foreignPolicies = [{ kind: 'inline', name: 'by-hand', unread: 'AccessDenied.' }] as const;
    expect(outcomes([...ALL, NO_INVOKING], { foreignPolicies })).toEqual(['unclear', 'unclear', 'holds', 'allow']);
  });

  it('count the permissions boundary', () => {
    const boundary = (...statements: object[]) => ({
      boundary: { after: { arn: 'arn:b', document: documentText(statements)! } },
    });
    expect(outcomes([...ALL, NO_INVOKING], boundary(allow('s3:*', '*')))).toEqual(['deny', 'holds', 'holds', 'holds']);
  });

  it('are not sure that something is allowed within a boundary that was not looked at', () => {
    const plan = planned([...ALL, NO_INVOKING]);
    const { results } = accessTestResults(
      plan,
      roleOf(plan, { boundary: { after: { arn: 'arn:b', unread: 'AccessDenied.' } } }),
    )!;
    expect(results.map(({ verdict }) => (verdict.holds ? 'holds' : verdict.found))).toEqual([
      'unclear',
      'holds',
      'holds',
      'allow',
    ]);
    expect(results[0]!.verdict).toMatchObject({
      why: 'Whether the permissions boundary arn:b allows it was not looked at: AccessDenied. The input boundary-file can give its document.',
    });
    expect(results[3]!.verdict).toMatchObject({
      why: expect.stringMatching(/ allows it\. Whether the permissions boundary arn:b/),
    });
  });

  it('find nothing allowed by a policy that is not on the role', () => {
    const detached = [change(ATTACHMENT_TYPE, 'delete', { status: 'drifted' })];
    expect(outcomes(ALL, { command: 'drift', changes: detached })).toEqual(['deny', 'holds', 'holds']);
  });

  it('are not asked where there is no role, which is said', () => {
    const plan = planned(ALL);
    const results = accessTestResults(plan, roleOf(plan, { command: 'drift', policy: {}, trust: {} }))!;
    expect([results.results, results.notAsked, isFailing(results)]).toEqual([
      [],
      expect.stringContaining('there is no role'),
      false,
    ]);
  });

  it.each(['destroy', 'unlock'] as const)('are not asked by %s', (command) => {
    const plan = planned(ALL);
    expect(accessTestResults(plan, roleOf(plan, { command }))).toBeUndefined();
  });
});

describe('a test that does not hold', () => {
  const report = (tests: readonly string[], command: 'preview' | 'up' | 'drift' = 'preview') => {
    const { ports, request } = requested(tests, { command });
    const plan = planOf(request, '123456789012');
    const result = command === 'drift' ? unchanged(plan) : created(plan, command === 'up' ? 'done' : 'planned');
    const access = accessOf(plan, { command, result });
    return { ports, request, plan, access };
  };

  it('closes the gate, before all else', () => {
    const { request, access } = report([INVOKES, NO_INVOKING]);
    expect(closedGate({ ...request, expectNoChanges: true }, access)).toMatchObject({
      reason: 'access-tests',
      message: '1 of 2 access tests in tests.yml does not hold: no invoking.',
      hint: expect.stringMatching(/^The report says which statement decides\./),
    });
    expect(closedGate(request, report([INVOKES]).access)).toBeUndefined();
  });

  it('says truly whether anything was applied', () => {
    const { request, access } = report([NO_INVOKING], 'up');
    expect(closedGate(request, access)?.hint).toMatch(/^Nothing was applied\./);
    expect(closedGate(request, access, { isApplied: true })?.hint).toMatch(/^It was applied, because/);
  });

  it('closes the gate for drift as well, where nothing has drifted', () => {
    const { request, access } = report([NO_INVOKING], 'drift');
    expect(closedGate(request, access)).toMatchObject({ reason: 'access-tests' });
  });

  it('names no more tests than somebody reads', () => {
    const many = Array.from({ length: 5 }, (_, index) => `  - { name: t${index}, deny: 'sagemaker:Invoke*' }`);
    const { request, access } = report(many);
    expect(closedGate(request, access)?.message).toBe(
      '5 of 5 access tests in tests.yml do not hold: t0; t1; t2; 2 more.',
    );
  });

  it('is an output, and an error at its line', async () => {
    const { ports, request, plan, access } = report([INVOKES, NO_INVOKING]);
    const failure = closedGate(request, access)!;
    const told: Report = {
      outcome: 'failed',
      command: 'preview',
      run: ports.run,
      endpoint: 'churn-prod',
      access,
      failure,
    };
    expect(JSON.parse(resultOutputs(told)['access-tests']!)).toEqual({ tests: 2, failing: ['no invoking'] });
    const errors: unknown[][] = [];
    const log = { ...ports.log, error: (...given: unknown[]) => void errors.push(given) };
    await publish(told, { plan, request, thread: threadOf(ports, request) }, Object.assign(ports, { log }));
    expect(errors).toContainEqual([
      expect.stringMatching(
        /^Expected: deny sagemaker:Invoke\* on any resource\. Found: allow sagemaker:InvokeEndpoint on .*Statement 1 of the policy allows it\.$/,
      ),
      'Access test: no invoking',
      { file: 'tests.yml', line: 3 },
    ]);
  });
});

it('has no output where nothing was asked', () => {
  const plan = planned(ALL);
  const access = accessOf(plan, { command: 'drift', result: unchanged(plan) });
  const { run } = new FakePorts();
  const of = (accessTests: typeof access.accessTests) =>
    resultOutputs({ outcome: 'completed', command: 'drift', run, access: { ...access, accessTests } })['access-tests'];
  expect([of(undefined), of({ file: 'f', results: [], notAsked: 'No.' })]).toEqual([undefined, undefined]);
});
