import { isDeepStrictEqual } from 'node:util';
import {
  CreatePolicyVersionCommand,
  DeletePolicyVersionCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  ListPolicyVersionsCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
} from '@aws-sdk/client-iam';
import fc from 'fast-check';
import { type ActionRun, runAction } from '../../sandbox/action';
import { type Deployed, deployedInIam, deployedInState, NOTHING } from '../../sandbox/demo/deployed';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import type { InputName } from '../../src/contract';
import { canonicalForm } from '../../src/iam/policy/canonical';
import { seedOfCases } from '../cases';

/**
 * The life of a stack in no particular order: commands with other inputs each time, and changes by hand in between. What
 * holds after each step does not depend on what came before.
 */
const ROUNDS = 12;
const STEPS = 8;

const STACK = 'organization/model-deployment-iam/churn-prod.us-west-2.123456789012';
const ROLE = 'churn-prod';
const POLICY_ARN = `arn:aws:iam::123456789012:policy/${ROLE}`;

type Inputs = Partial<Record<InputName, string>>;

const anyInputs: fc.Arbitrary<Inputs> = fc
  .tuple(
    fc.constantFrom<Inputs>(
      { permissions: 'deploy' },
      { permissions: 'deploy, observe', prefix: 'churn/' },
      { permissions: 'baseline', prefix: 'churn/' },
      { permissions: 'invoke' },
      { permissions: 'observe' },
    ),
    fc.constantFrom<Inputs>(
      { trust: 'sagemaker' },
      { trust: 'github', 'github-environment': 'production' },
      { trust: 'sagemaker, github', 'github-environment': 'staging' },
    ),
    fc.constantFrom<Inputs>({ 'max-session-duration': '3600' }, { 'max-session-duration': '7200' }),
    fc.constantFrom<Inputs>({}, { tags: 'team=ml' }, { tags: 'team=ml\ncost-center=7' }),
  )
  .map((parts) => Object.assign({}, ...parts) as Inputs);

/** A few, so that each is applied several times, after others. */
const inputs = fc.constantFrom(...fc.sample(anyInputs, { seed: seedOfCases(), numRuns: 6 }));

/** What somebody does in AWS's console. */
const BY_HAND = {
  'another policy': async (iam: IAMClient) => {
    await forgetOtherVersions(iam);
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
    });
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn: POLICY_ARN, PolicyDocument, SetAsDefault: true }));
  },
  'another trust policy': async (iam: IAMClient) => {
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
    });
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: ROLE, PolicyDocument }));
  },
  'a longer session': async (iam: IAMClient) => {
    await iam.send(new UpdateRoleCommand({ RoleName: ROLE, MaxSessionDuration: 43_200 }));
  },
  'no attachment': async (iam: IAMClient) => {
    await iam.send(new DetachRolePolicyCommand({ RoleName: ROLE, PolicyArn: POLICY_ARN }));
  },
};

/** IAM keeps five versions of a policy, and refuses the sixth. */
async function forgetOtherVersions(iam: IAMClient): Promise<void> {
  const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn: POLICY_ARN }));
  for (const { IsDefaultVersion, VersionId } of Versions) {
    if (!IsDefaultVersion) await iam.send(new DeletePolicyVersionCommand({ PolicyArn: POLICY_ARN, VersionId }));
  }
}

type Step =
  | { readonly kind: 'up' | 'preview'; readonly inputs: Inputs }
  | { readonly kind: 'drift' | 'destroy' }
  | { readonly kind: 'by hand'; readonly change: keyof typeof BY_HAND };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('up' as const), inputs }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('preview' as const), inputs }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('drift' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('destroy' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('by hand' as const),
      change: fc.constantFrom(...(Object.keys(BY_HAND) as (keyof typeof BY_HAND)[])),
    }),
  },
);

const rounds = fc.sample(fc.array(step, { minLength: STEPS, maxLength: STEPS }), {
  seed: seedOfCases(),
  numRuns: ROUNDS,
});

let sandbox: Sandbox;
let iam: IAMClient;

beforeAll(async () => {
  sandbox = await startSandbox();
  iam = new IAMClient(sandbox.aws.client(sandbox.aws.admin));
});
afterEach(async () => {
  await act('destroy', {});
  expect(await deployed()).toEqual(NOTHING);
});
afterAll(() => sandbox.stop());

/** Whether two things are the same to JSON, which knows nothing of properties that are there and undefined. */
function isSame(found: unknown, expected: unknown): boolean {
  const [one, other] = [found, expected].map((each) => JSON.parse(JSON.stringify(each ?? null)) as unknown);
  return isDeepStrictEqual(one, other);
}

/** What there is in IAM: the documents, and what else the inputs decide on. */
interface There extends Deployed {
  readonly maxSessionDuration?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

async function deployed(): Promise<There> {
  const there = await deployedInIam(sandbox);
  const { Role: role } = there.roleArn ? await iam.send(new GetRoleCommand({ RoleName: ROLE })) : {};
  const tags = role && Object.fromEntries((role.Tags ?? []).map(({ Key, Value }) => [Key!, Value!]));
  return { ...there, maxSessionDuration: role?.MaxSessionDuration, tags };
}

async function act(command: string, given: Inputs): Promise<ActionRun> {
  const run = await runAction(sandbox, { inputs: { ...given, command, refresh: 'true' } });
  if (run.exitCode !== 0) throw new Error(`${command} failed:\n${run.log}`);
  return run;
}

/** What `up` made of inputs, whatever was there before it: the first of them, by the inputs. */
const madeOf = new Map<string, There>();

test.each(rounds.map((steps, index) => [index + 1, steps] as const))('round %i', async (_, steps) => {
  /** What was applied last, and whether it is still what IAM has. */
  let applied: { readonly inputs: string; readonly there: There } | undefined;
  const path: string[] = [];

  for (const each of steps) {
    path.push(JSON.stringify(each));
    const before = await deployed();
    const isChanged = applied !== undefined && !isSame(before, applied.there);
    const found = await play(each, before, isChanged);
    expect({ path, found }).toEqual({ path, found: {} });
  }

  /** @returns what does not hold, by its name */
  async function play(each: Step, before: There, isChanged: boolean): Promise<Record<string, unknown>> {
    switch (each.kind) {
      case 'up': {
        const { outputs } = await act('up', each.inputs);
        const after = await deployed();
        const inState = await deployedInState(sandbox, STACK);
        const key = JSON.stringify(each.inputs);
        applied = { inputs: key, there: after };
        if (!madeOf.has(key)) madeOf.set(key, after);
        return unequal({
          policy: [after.policy, canonicalForm(outputs['policy-document']!)],
          trust: [after.trust, canonicalForm(outputs['trust-policy']!)],
          session: [after.maxSessionDuration, Number(each.inputs['max-session-duration'])],
          state: [inState, await deployedInIam(sandbox)],
          'as the first time': [after, madeOf.get(key)],
        });
      }
      case 'preview': {
        const { outputs } = await act('preview', each.inputs);
        const known = madeOf.get(JSON.stringify(each.inputs));
        const expected = known ? String(!isSame(before, known)) : applied ? undefined : 'true';
        return unequal({
          untouched: [await deployed(), before],
          ...(expected && { changes: [outputs['has-changes'], expected] }),
        });
      }
      case 'drift': {
        if (!applied) return {};
        const { outputs } = await act('drift', { ...(JSON.parse(applied.inputs) as Inputs), 'fail-on-drift': 'false' });
        return unequal({
          untouched: [await deployed(), before],
          drift: [outputs['has-changes'], String(isChanged)],
        });
      }
      case 'destroy':
        await act('destroy', {});
        applied = undefined;
        return unequal({ nothing: [await deployed(), NOTHING] });
      case 'by hand': {
        const isThere = before.roleArn && (each.change !== 'no attachment' || before.attached.length > 0);
        if (isThere) await BY_HAND[each.change](iam);
        return {};
      }
    }
  }
});

function unequal(pairs: Readonly<Record<string, readonly [found: unknown, expected: unknown]>>) {
  return Object.fromEntries(Object.entries(pairs).filter(([, [found, expected]]) => !isSame(found, expected)));
}
