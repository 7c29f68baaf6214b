import { IAMClient } from '@aws-sdk/client-iam';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { type ActionOptions, type ActionRun, runAction } from '../../sandbox/action';
import { type FaultProxy, startFaultProxy } from '../../sandbox/aws/fault-proxy';
import { deployedInIam, deployedInState, NOTHING } from '../../sandbox/demo/deployed';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';

/** The stack that `act` is about, unless it is told otherwise. */
export const STACK = 'organization/model-deployment-iam/churn-prod.us-west-2.123456789012';

export const STATE_BUCKET = 'my-pulumi-state';

/** The sandbox of a test file, and what its tests do there. Its parts are there once the tests run. */
export interface Stage {
  readonly sandbox: Sandbox;
  /** A new one for each test. */
  readonly proxy: FaultProxy;
  readonly iam: IAMClient;
  readonly s3: S3Client;
  act(options: ActionOptions): Promise<ActionRun>;
  /** Brings about what a first `up` leaves: nothing else may be there. */
  deployed(): Promise<void>;
  /** With the proxy between the Action and AWS. */
  actThroughProxy(options: ActionOptions): Promise<ActionRun>;
  /** Nothing was lost: the state has what IAM has. */
  expectStateToMatchIam(): Promise<void>;
  /** The keys of the locks in the state bucket. */
  lockFiles(): Promise<string[]>;
}

/**
 * To be called once in a test file. Every test starts with nothing there. It may leave its stack, with what that has in IAM,
 * and nothing else: that the state has what is there, and no lock is left, is what every fault has to end with.
 */
export function setUpStage(): Stage {
  const stage = {} as { -readonly [K in keyof Stage]: Stage[K] };
  let takeBack: () => Promise<void>;
  let takeToDeployed: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const sandbox = await startSandbox();
    const client = sandbox.aws.client(sandbox.aws.admin);
    takeBack = await sandbox.aws.snapshot();
    Object.assign(stage, {
      sandbox,
      iam: new IAMClient(client),
      s3: new S3Client({ ...client, forcePathStyle: true }),
    });
  });
  beforeEach(async () => {
    stage.proxy = await startFaultProxy(stage.sandbox.aws.url);
  });
  afterEach(async () => {
    await stage.proxy.stop();
    const left = {
      iam: await deployedInIam(stage.sandbox),
      state: (await deployedInState(stage.sandbox, STACK)) ?? NOTHING,
      locks: await stage.lockFiles(),
    };
    await takeBack();
    expect(left).toEqual({ iam: left.iam, state: left.iam, locks: [] });
  });
  afterAll(() => stage.sandbox.stop());

  return Object.assign(stage, {
    act: (options: ActionOptions) => runAction(stage.sandbox, options),
    async deployed() {
      if (takeToDeployed) return takeToDeployed();
      expect((await stage.act({ inputs: { command: 'up' } })).outputs['failure-reason']).toBe('');
      takeToDeployed = await stage.sandbox.aws.snapshot();
    },
    actThroughProxy: (options: ActionOptions) =>
      stage.act({ ...options, environment: { AWS_ENDPOINT_URL: stage.proxy.url, ...options.environment } }),
    async expectStateToMatchIam() {
      expect(await deployedInState(stage.sandbox, STACK)).toEqual(await deployedInIam(stage.sandbox));
    },
    async lockFiles() {
      const locks = new ListObjectsV2Command({ Bucket: STATE_BUCKET, Prefix: '.pulumi/locks/' });
      return ((await stage.s3.send(locks)).Contents ?? []).map(({ Key }) => Key!);
    },
  });
}
