import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Case, Recording } from './cases';
import { type Told, wrongInTelling } from './invariants';
import { DEPLOYED, type Situation } from './matrix';
import { standIn } from './stand-in';
import { runAction } from '../../sandbox/action';
import { startFaultProxy } from '../../sandbox/aws/fault-proxy';
import { type Deployed, deployedInIam, deployedInState, NOTHING } from '../../sandbox/demo/deployed';
import { type LocalGitHub, startLocalGitHub } from '../../sandbox/github/local-github';
import type { Sandbox } from '../../sandbox/sandbox';
import { canonicalForm } from '../../src/iam/policy/canonical';

/** Milliseconds. A run on two cores takes about 4 s; on a machine that is busy otherwise, many times as long. */
const LEAST_BOUND = 60_000;
const TIMES_AS_LONG = 10;
/** Where somebody never answers: whoever waits gives up at last. */
const SLOW_BOUND = 180_000;
/** Of what goes without a fault. */
const PREPARATION_BOUND = 600_000;
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
   * @returns what does not hold, in a sentence each
   */
  async play(each: Case, changes: string): Promise<string[]> {
    const { situation } = each;
    await this.bring(situation);
    const before = await this.inIam();
    const { told } = await this.run(situation.inputs, each);
    const wrong = wrongInTelling(told, { bound: this.boundOf(each) });
    wrong.push(...(await this.wrongInIam(situation, told, before, changes)));

    this.isDeployed = false;
    const again = await this.run(DEPLOYED);
    if (again.told.exitCode !== 0) {
      wrong.push(`The next up fails: ${/^Reason: .*$/m.exec(again.told.log)?.[0] ?? again.told.log}`);
    } else {
      this.isDeployed = true;
      wrong.push(...(await this.wrongAsAsked(again.told, 'After the next up')));
      const state = await deployedInState({ ...this.sandbox, backendUrl: this.backendUrl }, this.stack);
      if (!same(state, await this.inIam())) wrong.push('After the next up the state is not what IAM has.');
    }
    if (wrong.length > 0) wrong.push(told.log, told.summary.slice(0, 2000));
    return wrong;
  }

  /** Whether the next case can be tried here. */
  get isSound(): boolean {
    return this.isDeployed;
  }

  private boundOf({ fault }: Case): number {
    return fault.isSlow ? SLOW_BOUND : Math.max(LEAST_BOUND, TIMES_AS_LONG * this.longest);
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
    if (each?.kind === 'process') Object.assign(environment, await standIn(each.fault, this.sandbox));
    const bound = each ? this.boundOf(each) : PREPARATION_BOUND;
    const begun = Date.now();
    const timers: NodeJS.Timeout[] = [];
    const run = await runAction(this.sandbox, {
      inputs: {
        name: this.name,
        'backend-url': this.backendUrl,
        'report-file': 'report.json',
        'comment-pr-number': String(this.pullRequest),
        'github-token': this.github.token,
        ...inputs,
      },
      environment,
      onStart(kill) {
        timers.push(setTimeout(() => kill('SIGINT'), bound + 5_000));
        timers.push(setTimeout(() => kill('SIGKILL'), bound + 5_000 + TO_KILL));
      },
    });
    for (const timer of timers) clearTimeout(timer);
    const milliseconds = Date.now() - begun;
    if (!each) this.longest = Math.max(this.longest, milliseconds);
    const report = await readFile(join(folder, 'report.json'), 'utf8').catch(() => undefined);
    this.github.forgetFaults();
    await proxy.stop();
    return { told: { ...run, report, milliseconds }, aws: proxy.actions };
  }
}

function same(one: Deployed | undefined, other: Deployed): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(deployed: Deployed = NOTHING) {
  const { policyArn, policy, roleArn, trust, attached } = deployed;
  return [policyArn, policy, roleArn, trust, [...attached].sort()];
}
