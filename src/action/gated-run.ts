import { findingsOfPlan } from './access';
import { accessTestResults, isFailing } from './access-tests';
import { approvalOf } from './approval';
import { usedAfter } from './approval-use';
import type { Asked } from './ask-aws';
import { type EngineCommand, type EngineRun, type EngineRunOptions, runEngine, type Surroundings } from './engine-run';
import { blockedDeletion, closedGate, failingTests, findingsToFailOn, isBoundToPreview } from './gates';
import type { Plan } from './plan';
import type { Thread } from './thread';
import type { Request } from '../request/request';
import type { AnalyzerResult } from '../stack/access-analyzer';

/** Runs the command. Where it may turn out not to be wanted, it is previewed first, and done if nothing speaks against it. */
export async function runThroughGates(
  request: Request,
  plan: Plan,
  { thread, ...surroundings }: Surroundings & { readonly thread: Thread },
): Promise<Pick<EngineRun, 'access' | 'failure'>> {
  const { asked, ports } = surroundings;
  const run = (command: EngineCommand, options?: EngineRunOptions) =>
    runEngine(command, request, plan, surroundings, options);

  const trial = await trialOf(request, plan, asked);
  const first = await run(trial ?? engineCommand(request));
  if (first.failure) return first;

  const blocked =
    trial &&
    blockedDeletion(request, first.access, {
      name: first.role.roleName,
      obstacles: await asked.obstacles(first.role),
    });
  if (blocked) return { access: first.access, failure: blocked };
  const approval = await approvalOf(request, plan, first.access, { thread, run: ports.run, used: first.used });
  const access = { ...first.access, approval };
  const failure = closedGate(request, access, { isApplied: !trial });
  if (failure || !trial) return { access, failure };

  const isUse = approval.state === 'approved' || approval.state === 'without-github';
  const usedApprovals = isUse ? usedAfter(approval, ports.run, first.used ?? {}) : undefined;
  const second = await run(engineCommand(request), {
    settings: usedApprovals ? { ...plan.settings, usedApprovals } : plan.settings,
    shown: isBoundToPreview(request) ? first.beginning : undefined,
    adopted: first.adopted,
    previewed: first.access.changes,
  });
  // What was not even begun is told as it was to be.
  const told = second.failure?.reason === 'changed-since-preview' ? access : second.access;
  // What others did meanwhile may make it otherwise than it was judged.
  return { access: { ...told, approval }, failure: second.failure ?? failingTests(request, told, true) };
}

/** @returns the command that shows what would be done, where that may turn out not to be wanted */
async function trialOf(request: Request, plan: Plan, asked: Asked): Promise<'preview' | 'previewDestroy' | undefined> {
  const { analysis, obstacles, inIam } = asked;
  if (request.command !== 'up' && request.command !== 'destroy') return undefined;
  const isInDoubt =
    mayBeNamedOtherwise(request) ||
    (await obstacles()).length > 0 ||
    // Where AWS does not let look for all obstacles, it may have told of these.
    (await inIam()).foreignPolicies.length > 0 ||
    (request.command === 'up' && mayNotBeWanted(request, plan, await analysis())) ||
    (request.command === 'up' && (await isNotAsExpected(plan, asked)));
  if (!isInDoubt) return undefined;
  return request.command === 'up' ? 'preview' : 'previewDestroy';
}

/** Whether a test of access does not hold for what the plan asks for. */
async function isNotAsExpected(plan: Plan, asked: Asked): Promise<boolean> {
  if (!plan.accessTests) return false;
  const { policy, trustPolicy, permissionsBoundary } = plan.component.args;
  const results = accessTestResults(plan, {
    command: 'up',
    policy: { after: policy },
    trust: { after: trustPolicy },
    changes: [],
    foreignPolicies: (await asked.inIam()).foreignPolicies,
    boundary: permissionsBoundary === undefined ? {} : { after: await asked.boundary(permissionsBoundary) },
  });
  return results !== undefined && isFailing(results);
}

function engineCommand({ command }: Request): EngineCommand {
  if (command === 'unlock') throw new Error('The engine has no part in unlock.');
  return command;
}

/** A stack that is not named after its role may have a role of another name, whose obstacles nobody has looked for yet. */
function mayBeNamedOtherwise({ stackName }: Request): boolean {
  return stackName !== undefined;
}

/** The members of `verify` by which something may be found. */
const FINDING: readonly Request['verify'][number][] = ['simulate', 'no-public-access'];

/** What is wrong with the documents is known before; all else only once the engine says so. */
function mayNotBeWanted(request: Request, plan: Plan, analysis: AnalyzerResult): boolean {
  const { expectNoChanges, failOn, requireApproval, permissionsBoundary, adopt, verify } = request;
  // What others have made may be anything.
  if (adopt) return true;
  // What is wrong about a boundary is a warning, and it is known only once the present one is.
  if (permissionsBoundary !== undefined && failOn === 'warning') return true;
  // What AWS finds about what is there and what is to be is known only once both are.
  if (verify.some((each) => FINDING.includes(each)) && (failOn === 'security' || failOn === 'warning')) return true;
  const findings = [...findingsOfPlan(plan), ...analysis.findings];
  return expectNoChanges || requireApproval !== 'never' || findingsToFailOn(failOn, findings).length > 0;
}
