import { IAMClient } from '@aws-sdk/client-iam';
import { DeleteObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { type Inputs, NAMES, scopeOf, type Situation } from './permission-situations';
import { type ActionRun, runAction } from '../../sandbox/action';
import type { Credentials, Decision } from '../../sandbox/aws/local-aws';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { type ActionCommand, actionPolicyDocument } from '../../src/iam/generate/action-permissions';
import type { PolicyDocument } from '../../src/iam/policy/document';
import { addOtherPolicies, type Hand, handOn, NAME, removePoliciesOfOthers } from '../e2e/by-hand';

const STATE_BUCKET = 'permissions-state';
/** Of the bucket, so that what is beside it is out of reach. The sandbox itself keeps its state in a bucket without one. */
const STATE_FOLDER = 'prod/churn/';

/** Where situations are brought about, for workflows that may do exactly what a policy says. */
export interface Stage {
  readonly sandbox: Sandbox;
  /** What the README says that a workflow has to be permitted for a command. */
  documented(command: ActionCommand, bounded?: Pick<Situation, 'isBounded'>): PolicyDocument;
  /** Brings the situation about, with all rights that it takes. What is there already stays. */
  arrange(situation: Situation): Promise<void>;
  /** Runs the Action in it, for a workflow that may do what the policy says, and nothing else. */
  play(situation: Situation, permitted: PolicyDocument): Promise<Played>;
  stop(): Promise<void>;
}

export interface Played extends ActionRun {
  readonly decisions: readonly Decision[];
}

export async function startStage(): Promise<Stage> {
  const sandbox = await startSandbox();
  const { aws } = sandbox;
  const iam = new IAMClient(aws.client(aws.admin));
  await aws.createBucket(STATE_BUCKET);
  await addOtherPolicies(iam);
  let users = 0;
  /** What the stack was made with, and what was done to it since; unknown after a run of which nobody knows what it did. */
  let scene: { given?: Inputs; byHand?: keyof Hand } | undefined = {};

  async function run({ command, inputs }: Situation, credentials: Credentials): Promise<ActionRun> {
    const place = { 'backend-url': `s3://${STATE_BUCKET}/${STATE_FOLDER}`, 'stack-name': 'permissions' };
    return runAction(sandbox, { credentials, inputs: { ...place, ...inputs, command } });
  }

  async function bring(command: ActionCommand, inputs: Inputs): Promise<void> {
    const { exitCode, log } = await run({ name: '', command, inputs }, aws.admin);
    if (exitCode !== 0) throw new Error(`The situation could not be brought about:\n${log}`);
  }

  /** Those of a run that could not take its own away. */
  async function removeLocks(): Promise<void> {
    const s3 = new S3Client({ ...aws.client(aws.admin), forcePathStyle: true });
    const locks = await s3.send(
      new ListObjectsV2Command({ Bucket: STATE_BUCKET, Prefix: `${STATE_FOLDER}.pulumi/locks/` }),
    );
    for (const { Key } of locks.Contents ?? []) await s3.send(new DeleteObjectCommand({ Bucket: STATE_BUCKET, Key }));
  }

  return {
    sandbox,
    stop: sandbox.stop,
    documented: (command, bounded = {}) =>
      actionPolicyDocument(scopeOf(aws.accountId, { stateBucket: STATE_BUCKET, stateFolder: STATE_FOLDER }, bounded), [
        command,
      ]),

    async arrange({ given, byHand }) {
      if (scene && same(scene.given, given) && scene.byHand === byHand) return;
      if (!scene) await removeLocks();
      for (const name of NAMES) await removePoliciesOfOthers(iam, name);
      if (!scene || !same(scene.given, given) || scene.byHand !== undefined) {
        await (given ? bring('up', given) : bring('destroy', scene?.given ?? {}));
      }
      if (byHand) await handOn(iam, given?.name ?? NAME)[byHand]();
      scene = { given, byHand };
    },

    async play(situation, permitted) {
      const credentials = await aws.createUser(`workflow-${++users}`, permitted);
      const played = await run(situation, credentials);
      if (situation.command === 'up') scene = played.exitCode === 0 ? { given: situation.inputs } : undefined;
      if (situation.command === 'destroy') scene = played.exitCode === 0 ? {} : undefined;
      const decisions = await aws.decisions();
      return { ...played, decisions: decisions.filter(({ accessKeyId }) => accessKeyId === credentials.accessKeyId) };
    },
  };
}

function same(one: Inputs | undefined, other: Inputs | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
