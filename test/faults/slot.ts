import { mkdtemp, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Case, Recording } from './cases';
import { type Told, wrongInTelling } from './invariants';
import { DEPLOYED, type Situation } from './matrix';
import { standIn } from './stand-in';
import { runAction } from '../../sandbox/action';
import { startFaultProxy } from '../../sandbox/aws/fault-proxy';
import { credentialVariables } from '../../sandbox/aws/local-aws';
import { type Deployed, deployedInIam, deployedInState, NOTHING } from '../../sandbox/demo/deployed';
import { type LocalGitHub, startLocalGitHub } from '../../sandbox/github/local-github';
import { run } from '../../sandbox/process';
import { runnerTools } from '../../sandbox/runner/runner-tools';
import type { Sandbox } from '../../sandbox/sandbox';
import { canonicalForm } from '../../src/iam/policy/canonical';

/** Milliseconds. A run on two cores takes about 4 s; on a machine that is busy otherwise, many times as long. */
const LEAST_BOUND = 60_000;
const TIMES_AS_LONG = 10;
/**
 * Where somebody never answers: whoever waits gives up at last, and that much earlier than in a workflow. Where it lasts, the
 * engine tries each request again with pauses, and a first `up` makes about forty of S3.
 */
const SLOW_BOUND = 180_000;
const SHORTER_DEADLINES =
  'engine-silence=30 engine-process=30 engine-stop=5 engine-kill=2 aws-request=5 aws-credentials=15 github-request=5 github-retries=20 comment=40';
/** Of what goes without a fault. */
const PREPARATION_BOUND = 600_000;
/** Of the summary, in characters. */
const SHOWN = 2000;
/** Between the signals of the runner: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation */
const TO_KILL = 10_000;

/** @param name of its role, and of the folder with its state */
export async function openSlot(sandbox: Sandbox, name: string): Promise<Slot> {
  const github = await startLocalGitHub();
  return new Slot(sandbox, name, github, github.addPullRequest());
}

/** A role of its own with its own state and pull request, in a sandbox that it shares: there one case after the other is tried. */
class Slot {
  private isDeployed = false;
  /** How long a run without a fault took, in milliseconds. */
  private longest = 0;

  constructor(
    private readonly sandbox: Sandbox,
    private readonly name: string,
    private readonly github: LocalGitHub,
    private readonly pullRequest: number,
  ) {}

  async close(): Promise<void> {
    await this.github.stop();
  }

  /** @returns what a run without faults asks of others, and what it says of its changes */
  async record(situation: Situation): Promise<Recording & { readonly changes: string }> {
    await this.bring(situation);
    const before = this.github.log.length;
    const { told, aws } = await this.run(situation.inputs);
    if (told.exitCode !== 0) throw new Error(`${situation.name} fails without a fault: ${told.log}`);
    this.isDeployed = false;
    return { situation, aws, github: this.github.log.slice(before), changes: told.outputs['change-summary']! };
  }

  /**
   * Runs the case, and then `up` without faults.
   *
   * @param changes what the same run says of its changes without a fault
   * @returns what does not hold, in a sentence each, and what the run has shown
   */
  async play(each: Case, changes: string): Promise<{ readonly wrong: readonly string[]; readonly shown: string }> {
    const { situation } = each;
    await this.bring(situation);
    const before = await this.inIam();
    const { told } = await this.run(situation.inputs, each);
    const wrong = wrongInTelling(told, { bound: this.boundOf(each) });
    wrong.push(...(await this.wrongInIam(situation, told, before, changes)));

    this.isDeployed = false;
    wrong.push(...(await this.wrongInRecovery(each, told)));
    return { wrong, shown: [told.log, told.summary.slice(0, SHOWN)].join('\n') };
  }

  /** Whether the next case can be tried here. */
  get isSound(): boolean {
    return this.isDeployed;
  }

  private boundOf(each: Case): number {
    const isSlow = each.fault.isSlow || (each.kind === 'request' && each.isLasting);
    return isSlow ? SLOW_BOUND : Math.max(LEAST_BOUND, TIMES_AS_LONG * this.longest);
  }

  private async wrongInIam(situation: Situation, told: Told, before: Deployed, changes: string): Promise<string[]> {
    const { command } = situation.inputs;
    const isGreen = told.exitCode === 0;
    if (command === 'preview' || command === 'drift') {
      const isUntouched = same(await this.inIam(), before);
      const isSeen = !isGreen || told.outputs['change-summary'] === changes;
      return [
        ...(isUntouched ? [] : [`${command} changed something.`]),
        ...(isSeen ? [] : [`It is content, and saw ${told.outputs['change-summary']} instead of ${changes}.`]),
      ];
    }
    if (!isGreen) return [];
    if (command === 'up') return this.wrongAsAsked(told, 'It is content, and');
    return same(await this.inIam(), NOTHING) ? [] : ['It is content, and has not destroyed everything.'];
  }

  /** The next `up`, without a fault, has to bring IAM and the state to what it asks for. */
  private async wrongInRecovery(each: Case, before: Told): Promise<string[]> {
    let { told } = await this.run(DEPLOYED);
    const isTold = mayLeaveItsLock(each) || /of this run itself is left on the stack/.test(before.log);
    if (told.outputs['failure-reason'] === 'stack-locked' && isTold) {
      await this.removeLocks(told);
      ({ told } = await this.run(DEPLOYED));
    }
    if (told.exitCode !== 0) return [`The next up fails: ${/^Reason: .*$/m.exec(told.log)?.[0] ?? told.log}`];
    this.isDeployed = true;
    const wrong = await this.wrongAsAsked(told, 'After the next up');
    const state = await deployedInState({ ...this.sandbox, backendUrl: this.backendUrl }, this.stack);
    return same(state, await this.inIam()) ? wrong : [...wrong, 'After the next up the state is not what IAM has.'];
  }

  /** By the command that the run gives, as it is to be typed. */
  private async removeLocks({ log }: Told): Promise<void> {
    const { aws, environment, folder } = this.sandbox;
    const [command] = /PULUMI_BACKEND_URL=\S+ pulumi cancel --yes --stack \S+|aws s3 rm \S+/.exec(log) ?? [];
    if (!command) throw new Error(`No command removes the lock: ${log}`);
    await run('sh', ['-c', command], {
      cwd: folder,
      env: {
        ...environment,
        ...credentialVariables(aws.admin),
        AWS_REGION: aws.region,
        PATH: [await runnerTools(folder), environment.PATH].join(delimiter),
      },
    });
  }

  private async wrongAsAsked({ outputs }: Told, when: string): Promise<string[]> {
    const asked: Deployed = {
      policyArn: outputs['policy-arn'],
      policy: canonicalForm(outputs['policy-document']!),
      roleArn: outputs['role-arn'],
      trust: canonicalForm(outputs['trust-policy']!),
      attached: [outputs['policy-arn']!],
    };
    return same(await this.inIam(), asked) ? [] : [`${when} IAM does not have what was asked for.`];
  }

  private async bring({ from }: Situation): Promise<void> {
    if (from === 'a deployed role') return this.deploy();
    const { told } = await this.run({ command: 'destroy' });
    if (told.exitCode !== 0) throw new Error(`destroy fails without a fault: ${told.log}`);
    this.isDeployed = false;
  }

  private async deploy(): Promise<void> {
    if (this.isDeployed) return;
    const { told } = await this.run(DEPLOYED);
    if (told.exitCode !== 0) throw new Error(`up fails without a fault: ${told.log}`);
    this.isDeployed = true;
  }

  private get backendUrl(): string {
    return `${this.sandbox.backendUrl}/${this.name}`;
  }

  private get stack(): string {
    return `organization/model-deployment-iam/${this.name}.${this.sandbox.aws.region}.${this.sandbox.aws.accountId}`;
  }

  private inIam(): Promise<Deployed> {
    return deployedInIam(this.sandbox, this.name);
  }

  private async run(
    inputs: Situation['inputs'],
    each?: Case,
  ): Promise<{ readonly told: Told; readonly aws: readonly string[] }> {
    const proxy = await startFaultProxy(this.sandbox.aws.url);
    const folder = await mkdtemp(join(this.sandbox.folder, 'case-'));
    const environment: NodeJS.ProcessEnv = {
      AWS_ENDPOINT_URL: proxy.url,
      GITHUB_API_URL: this.github.url,
      GITHUB_WORKSPACE: folder,
      // The provider tries again as often as ever, and waits shortly.
      SANDBOX_AWS_WAITS: '0.01',
    };
    if (each?.kind === 'request') {
      const { call, after, isLasting, fault } = each;
      const times = isLasting ? undefined : 1;
      if (call.to === 'GitHub') {
        const { method, pattern: path } = call;
        this.github.inject({ ...fault.github, method, path, after, times: times ?? Infinity });
      } else {
        proxy.inject({ ...fault.aws, action: call.pattern, after, times });
      }
    }
    if (each?.fault.isSlow) environment.MODEL_DEPLOYMENT_IAM_DEADLINES = SHORTER_DEADLINES;
    if (each?.kind === 'process') Object.assign(environment, await standIn(each.fault, this.sandbox));
    const bound = each ? this.boundOf(each) : PREPARATION_BOUND;
    const begun = Date.now();
    const timers: NodeJS.Timeout[] = [];
    const ran = await runAction(this.sandbox, {
      inputs: {
        name: this.name,
        'backend-url': this.backendUrl,
        'report-file': 'report.json',
        'comment-pr-number': String(this.pullRequest),
        'github-token': this.github.token,
        ...inputs,
      },
      environment,
      // The user of the workflow reaches no folder of the bucket.
      credentials: this.sandbox.aws.admin,
      onStart(kill) {
        timers.push(setTimeout(() => kill('SIGINT'), bound + 5_000));
        timers.push(setTimeout(() => kill('SIGKILL'), bound + 5_000 + TO_KILL));
      },
    });
    for (const timer of timers) clearTimeout(timer);
    const milliseconds = Date.now() - begun;
    if (!each) this.longest = Math.max(this.longest, milliseconds);
    const report = await readFile(join(folder, 'report.json'), 'utf8').catch(() => undefined);
    this.github.clearFaults();
    await proxy.stop();
    return { told: { ...ran, report, milliseconds }, aws: proxy.actions };
  }
}

/** Whether nobody could expect that a run removes its lock: S3 refuses it to the end, or the engine is killed. */
function mayLeaveItsLock(each: Case): boolean {
  return each.kind === 'process' ? each.fault.program === 'pulumi' : each.call.to === 'S3' && each.isLasting;
}

function same(one: Deployed | undefined, other: Deployed): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(deployed: Deployed = NOTHING) {
  const { policyArn, policy, roleArn, trust, attached } = deployed;
  return [policyArn, policy, roleArn, trust, [...attached].sort()];
}
