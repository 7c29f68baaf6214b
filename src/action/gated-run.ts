import { accessOf, findingsOfPlan, withAnalysis } from './access';
import { approvalOf } from './approval';
import { usedAfter } from './approval-use';
import type { Asked } from './ask-aws';
import { boundariesOf } from './boundary';
import { blockedDeletion, changedSincePreview, closedGate, findingsToFailOn, isBoundToPreview } from './gates';
import { halfDoneNote } from './half-done';
import { withIdleIgnores } from './idle-ignores';
import { missingStack } from './missing-stack';
import { notThere, notThereFailure } from './not-there';
import type { Plan } from './plan';
import type { Ports } from './ports';
import type { Progress } from './progress';
import { type AdoptingResult, previewAdopting, upAdopting } from './run-adopting';
import type { Thread } from './thread';
import { unrecorded } from './unrecorded';
import type { RunFailure } from '../failure';
import type { RoleReport } from '../report/model';
import type { Request } from '../request/request';
import type { AnalyzerResult } from '../stack/access-analyzer';
import type { Adoption } from '../stack/adoption';
import type { Beginning } from '../stack/beginning';
import type { Change } from '../stack/change';
import type { StackResult } from '../stack/commands';
import * as commands from '../stack/commands';
import type { LockedOut } from '../stack/lock/locked-out';
import type { RoleInIam, RoleName } from '../stack/role-in-iam';
import type { StackSettings } from '../stack/settings';
import { type UsedApprovals, usedApprovalsIn } from '../stack/used-approvals';
import type { Workspace } from '../stack/workspace';

interface GatedResult {
  readonly access: RoleReport;
  readonly failure?: RunFailure;
}

interface Surroundings {
  readonly asked: Asked;
  readonly thread: Thread;
  readonly progress: Progress;
  /** What to do where another run is at the stack. */
  readonly locks: LockedOut;
  readonly ports: Ports;
}

/** What was taken over, or would be. */
type Adopted = Pick<AdoptingResult, 'adoption' | 'notes'>;

/** What came of one command of the engine. */
interface Ran extends GatedResult {
  readonly role: RoleName;
  readonly beginning: Beginning;
  readonly adopted: Adopted;
  /** What the stack remembered before; `undefined` where that is not known. */
  readonly used?: UsedApprovals;
}

interface RunOptions {
  readonly settings?: StackSettings;
  /** See `StackContext`. */
  readonly shown?: Beginning;
  /** What was judged to be taken over; absent where nothing was judged before. */
  readonly adopted?: Adopted;
}

/** Runs the command. Where it may turn out not to be wanted, it is previewed first, and done if nothing speaks against it. */
export async function runThroughGates(
  request: Request,
  plan: Plan,
  workspace: Workspace,
  { asked, thread, progress, locks, ports }: Surroundings,
): Promise<GatedResult> {
  const engine = (command: keyof typeof commands, { settings = plan.settings, shown }: RunOptions) =>
    ports.log.group(`pulumi ${WORDS[command] ?? command}`, () =>
      commands[command](settings, {
        ...workspace,
        shown,
        signal: ports.signal,
        onProgress(change) {
          progress.note(change);
          ports.log.info(progressLine(change));
        },
        onWaiting: ports.log.info,
        locks,
      }),
    );
  const adopting = async (command: keyof typeof commands, options: RunOptions): Promise<AdoptingResult> => {
    const { settings = plan.settings, adopted } = options;
    const running = { request, plan, asked };
    const preview = (adoption?: Adoption) => engine('preview', { settings: withAdoption(settings, adoption) });
    if (command === 'preview') return previewAdopting(preview, running);
    if (command !== 'up') return { result: await engine(command, options), notes: [], unseen: [] };
    const up = (adoption?: Adoption) => engine('up', { ...options, settings: withAdoption(settings, adoption) });
    return upAdopting({ up, preview, judged: adopted }, running);
  };
  const run = async (command: keyof typeof commands, options: RunOptions = {}): Promise<Ran> => {
    const { result, unseen, ...adopted } = await adopting(command, options);
    const taken = options.adopted ?? adopted;
    const role = roleInState(plan, result);
    const used = usedApprovalsOf(result);
    const [inIam, analysis] = [await asked.inIam(role), await asked.analysis()];
    const boundary = await boundariesOf(result, asked.boundary);
    const analyzed = withAnalysis(accessOf(plan, { command: request.command, result, inIam, boundary }), analysis);
    const told = { ...analyzed, notes: [...analyzed.notes, ...taken.notes] };
    const access = withUnseen(withIdleIgnores(told, request, { inIam, analysis }), unseen);
    const { beginning, changedSince, failure } = result;
    const ran = { role, beginning, used, adopted: taken };
    if (changedSince) return { ...ran, access, failure: changedSincePreview(changedSince, access) };
    const seen = failure
      ? {
          access: withHalfDone(access, command),
          failure: await causeOf(failure, command, () => unrecorded('destroy', result, plan, asked)),
        }
      : await besidesTheEngine(request, plan, asked, { access, result, role, inIam });
    return { ...ran, ...seen };
  };
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
  const failure = closedGate(request, access);
  if (failure || !trial) return { access, failure };

  const isUse = approval.state === 'approved' || approval.state === 'without-github';
  const usedApprovals = isUse ? usedAfter(approval, ports.run, first.used ?? {}) : undefined;
  const second = await run(engineCommand(request), {
    settings: usedApprovals ? { ...plan.settings, usedApprovals } : plan.settings,
    shown: isBoundToPreview(request) ? first.beginning : undefined,
    adopted: first.adopted,
  });
  // What was not even begun is told as it was to be.
  const told = second.failure?.reason === 'changed-since-preview' ? access : second.access;
  return { access: { ...told, approval }, failure: second.failure };
}

function withAdoption(settings: StackSettings, adoption: Adoption | undefined): StackSettings {
  return adoption ? { ...settings, adoption } : settings;
}

function withUnseen(access: RoleReport, unseen: readonly string[]): RoleReport {
  return unseen.length > 0 ? { ...access, unseen: [...access.unseen, ...unseen] } : access;
}

/** What IAM does not delete may be held by what the state does not have: then that is what stands in the way. */
async function causeOf(
  failure: RunFailure,
  command: keyof typeof commands,
  look: () => ReturnType<typeof unrecorded>,
): Promise<RunFailure> {
  return (command === 'destroy' && failure.reason === 'in-use' && (await look()).failure) || failure;
}

function withHalfDone(access: RoleReport, command: keyof typeof commands): RoleReport {
  const note = command === 'up' && halfDoneNote(access);
  return note ? { ...access, notes: [...access.notes, note] } : access;
}

interface Seen {
  readonly access: RoleReport;
  readonly result: StackResult;
  readonly role: RoleName;
  /** As the run began. */
  readonly inIam: RoleInIam;
}

/** What the engine knows nothing of: it compares what the state has, and not what the state should have. */
async function besidesTheEngine(
  { command }: Request,
  plan: Plan,
  asked: Asked,
  { access, result, role, inIam }: Seen,
): Promise<GatedResult> {
  if (command !== 'drift' && command !== 'destroy') {
    const isMissing = notThere(result, inIam, access.roleName) !== undefined;
    const sentence = isMissing ? notThere(result, await asked.inIamNow(role), access.roleName) : undefined;
    if (sentence === undefined) return { access };
    return command === 'up'
      ? { access, failure: notThereFailure(sentence) }
      : { access: withUnseen(access, [sentence]) };
  }
  if (result.isStackMissing) {
    const { notes, unseen, failure } = await missingStack(command, plan, asked);
    // Where nothing was looked at, nothing can be said of it.
    const seen = failure ? accessOf(plan, { command }) : access;
    return { access: withUnseen({ ...seen, notes: [...seen.notes, ...notes] }, unseen), failure };
  }
  const { changes, notes, unseen, failure } = await unrecorded(command, result, plan, asked);
  const seen = { ...access, changes: [...access.changes, ...changes], notes: [...access.notes, ...notes] };
  return { access: withUnseen(seen, unseen), failure };
}

const WORDS: Partial<Record<keyof typeof commands, string>> = { previewDestroy: 'destroy (preview)' };

/** @returns the command that shows what would be done, where that may turn out not to be wanted */
async function trialOf(
  request: Request,
  plan: Plan,
  { analysis, obstacles, inIam }: Asked,
): Promise<'preview' | 'previewDestroy' | undefined> {
  if (request.command !== 'up' && request.command !== 'destroy') return undefined;
  const isInDoubt =
    mayBeNamedOtherwise(request) ||
    (await obstacles()).length > 0 ||
    // Where AWS does not let look for all obstacles, it may have told of these.
    (await inIam()).foreignPolicies.length > 0 ||
    (request.command === 'up' && mayNotBeWanted(request, plan, await analysis()));
  if (!isInDoubt) return undefined;
  return request.command === 'up' ? 'preview' : 'previewDestroy';
}

function engineCommand({ command }: Request): keyof typeof commands {
  if (command === 'unlock') throw new Error('The engine has no part in unlock.');
  return command;
}

/** A stack that is not named after its role may have a role of another name, whose obstacles nobody has looked for yet. */
function mayBeNamedOtherwise({ stackName }: Request): boolean {
  return stackName !== undefined;
}

/** The role that the stack has, as far as the engine came; otherwise the one that it is to have. */
function roleInState(plan: Plan, { resources }: StackResult): RoleName {
  const role = resources['aws:iam/role:Role']?.before?.name;
  const policy = resources['aws:iam/policy:Policy']?.before?.arn;
  return {
    roleName: typeof role === 'string' ? role : plan.settings.component.name,
    policyArn: typeof policy === 'string' ? policy : plan.policyArn,
  };
}

function usedApprovalsOf({ formerOutputs, isStackMissing }: StackResult): UsedApprovals | undefined {
  if (isStackMissing) return {};
  return formerOutputs && usedApprovalsIn(formerOutputs);
}

/** What is wrong with the documents is known before; all else only once the engine says so. */
function mayNotBeWanted(request: Request, plan: Plan, analysis: AnalyzerResult): boolean {
  const { expectNoChanges, failOn, requireApproval, permissionsBoundary, adopt } = request;
  // What others have made may be anything.
  if (adopt) return true;
  // What is wrong about a boundary is a warning, and it is known only once the present one is.
  if (permissionsBoundary !== undefined && failOn === 'warning') return true;
  const findings = [...findingsOfPlan(plan), ...analysis.findings];
  return expectNoChanges || requireApproval !== 'never' || findingsToFailOn(failOn, findings).length > 0;
}

function progressLine({ status, operation, type, resource }: Change): string {
  return `${status === 'not-reached' ? 'started' : status}: ${operation} ${type} ${resource}`;
}
