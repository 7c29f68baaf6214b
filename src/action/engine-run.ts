import { accessOf, withAnalysis } from './access';
import type { Asked } from './ask-aws';
import { boundariesOf } from './boundary';
import { changedSincePreview } from './gates';
import { halfDoneNote } from './half-done';
import { withIdleIgnores } from './idle-ignores';
import { missingStack } from './missing-stack';
import { notDeleted } from './not-deleted';
import { notStarted } from './not-started';
import { notThere, notThereFailure } from './not-there';
import type { Plan } from './plan';
import type { Ports } from './ports';
import type { Progress } from './progress';
import { type AdoptingResult, previewAdopting, upAdopting } from './run-adopting';
import { unrecorded } from './unrecorded';
import type { RunFailure } from '../failure';
import type { RoleReport } from '../report/model';
import type { Request } from '../request/request';
import type { Adoption } from '../stack/adoption';
import type { Beginning } from '../stack/beginning';
import type { Change } from '../stack/change';
import * as commands from '../stack/commands';
import type { StackContext, StackResult } from '../stack/execute';
import type { LockedOut } from '../stack/lock/locked-out';
import type { RoleInIam, RoleName } from '../stack/role-in-iam';
import type { StackSettings } from '../stack/settings';
import { type UsedApprovals, usedApprovalsIn } from '../stack/used-approvals';
import type { Workspace } from '../stack/workspace';

export type EngineCommand = keyof typeof commands;

/** What a command of the engine needs beside what it is about. */
export interface Surroundings {
  readonly workspace: Workspace;
  /** There was no such stack as the run began. */
  readonly isStackMissing: boolean;
  /** See `StackContext`. */
  readonly lookAgain: StackContext['lookAgain'];
  /** Types of resources that the state had as the run began, and AWS not any more: see `CheckedState`. */
  readonly halfReplaced: readonly string[];
  readonly asked: Asked;
  readonly progress: Progress;
  /** What to do where another run is at the stack. */
  readonly locks: LockedOut;
  readonly ports: Ports;
}

/** What came of one command of the engine, as it is reported. */
interface Outcome {
  readonly access: RoleReport;
  readonly failure?: RunFailure;
}

/** What was taken over, or would be. */
type Adopted = Pick<AdoptingResult, 'adoption' | 'notes'>;

export interface EngineRun extends Outcome {
  readonly role: RoleName;
  readonly beginning: Beginning;
  readonly adopted: Adopted;
  /** What the stack remembered before; `undefined` where that is not known. */
  readonly used?: UsedApprovals;
}

export interface EngineRunOptions {
  /** Default: those of the plan. */
  readonly settings?: StackSettings;
  /** See `StackContext`. */
  readonly shown?: Beginning;
  /** What was judged to be taken over; absent where nothing was judged before. */
  readonly adopted?: Adopted;
  /** What would change, where that was shown before. */
  readonly previewed?: readonly Change[];
}

/** Runs one command of the engine, and looks at what the engine knows nothing of. */
export async function runEngine(
  command: EngineCommand,
  request: Request,
  plan: Plan,
  surroundings: Surroundings,
  options: EngineRunOptions = {},
): Promise<EngineRun> {
  const { asked, halfReplaced } = surroundings;
  const { result, unseen, ...adopted } = await runAdopting(command, request, plan, surroundings, options);
  const taken = options.adopted ?? adopted;
  const role = roleInState(plan, result);
  const used = usedApprovalsOf(result);
  const [inIam, analysis] = [await asked.inIam(role), await asked.analysis()];
  const boundary = await boundariesOf(result, asked.boundary);
  const analyzed = withAnalysis(accessOf(plan, { command: request.command, result, inIam, boundary }), analysis);
  const told = { ...analyzed, notes: [...analyzed.notes, ...taken.notes] };
  const { beginning, changedSince, failure } = result;
  const isDone = !changedSince && !failure;
  const verified = isDone ? await asked.verified(told, { isApplied: command === 'up', result }) : told;
  const access = withUnseen(withIdleIgnores(verified, request, { inIam, analysis }), unseen);
  const run = { role, beginning, used, adopted: taken };
  if (changedSince) return { ...run, access, failure: changedSincePreview(changedSince, access) };
  if (!failure) {
    return { ...run, ...(await besidesTheEngine(request, plan, asked, { access, result, role, inIam, halfReplaced })) };
  }
  const cause = await causeOf(failure, command, () => unrecorded('destroy', { ...result, halfReplaced }, plan, asked));
  const unbegun = command === 'up' ? notStarted(access.changes, { ...surroundings, previewed: options.previewed }) : [];
  const all = { ...access, changes: [...access.changes, ...unbegun] };
  return { ...run, access: withHalfDone(all, command), failure: cause };
}

/** What is in IAM already, and not in the state, is taken over by `up`, and shown as taken over by `preview`. */
async function runAdopting(
  command: EngineCommand,
  request: Request,
  plan: Plan,
  surroundings: Surroundings,
  { settings = plan.settings, shown, adopted }: EngineRunOptions,
): Promise<AdoptingResult> {
  const running = { request, plan, asked: surroundings.asked };
  let { isStackMissing } = surroundings;
  const preview = (adoption?: Adoption) =>
    runCommand('preview', { settings: withAdoption(settings, plan, adoption), isStackMissing }, surroundings);
  const up = (adoption?: Adoption) => {
    const first = runCommand(
      'up',
      { settings: withAdoption(settings, plan, adoption), shown, isStackMissing },
      surroundings,
    );
    isStackMissing = false;
    return first;
  };
  if (command === 'preview') return previewAdopting(preview, running);
  if (command === 'up') return upAdopting({ up, preview, judged: adopted }, running);
  return { result: await runCommand(command, { settings, isStackMissing }, surroundings), notes: [], unseen: [] };
}

function runCommand(
  command: EngineCommand,
  { settings, ...known }: { readonly settings: StackSettings } & Pick<StackContext, 'shown' | 'isStackMissing'>,
  { workspace, lookAgain, progress, locks, ports: { log, signal } }: Surroundings,
): Promise<StackResult> {
  return log.group(`pulumi ${WORDS[command] ?? command}`, () =>
    commands[command](settings, {
      ...workspace,
      ...known,
      lookAgain,
      signal,
      onProgress(change) {
        progress.note(change);
        log.info(progressLine(change));
      },
      onWaiting: log.info,
      locks,
    }),
  );
}

const WORDS: Partial<Record<EngineCommand, string>> = { previewDestroy: 'destroy (preview)' };

function progressLine({ status, operation, type, resource }: Change): string {
  return `${status === 'not-reached' ? 'started' : status}: ${operation} ${type} ${resource}`;
}

function withAdoption(settings: StackSettings, { component }: Plan, adoption: Adoption | undefined): StackSettings {
  if (!adoption) return settings;
  const components = settings.components.map((each) => (each.name === component.name ? { ...each, adoption } : each));
  return { ...settings, components };
}

function withUnseen(access: RoleReport, unseen: readonly string[]): RoleReport {
  return unseen.length > 0 ? { ...access, unseen: [...access.unseen, ...unseen] } : access;
}

/** What IAM does not delete may be held by what the state does not have: then that is what stands in the way. */
async function causeOf(
  failure: RunFailure,
  command: EngineCommand,
  look: () => ReturnType<typeof unrecorded>,
): Promise<RunFailure> {
  return (command === 'destroy' && failure.reason === 'in-use' && (await look()).failure) || failure;
}

function withHalfDone(access: RoleReport, command: EngineCommand): RoleReport {
  const note = command === 'up' && halfDoneNote(access);
  return note ? { ...access, notes: [...access.notes, note] } : access;
}

interface Seen {
  readonly access: RoleReport;
  readonly result: StackResult;
  readonly role: RoleName;
  /** As the run began. */
  readonly inIam: RoleInIam;
  readonly halfReplaced: readonly string[];
}

/** What the engine knows nothing of: it compares what the state has, and not what the state should have. */
async function besidesTheEngine(
  { command }: Request,
  plan: Plan,
  asked: Asked,
  { access, result, role, inIam, halfReplaced }: Seen,
): Promise<Outcome> {
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
  const { changes, notes, unseen, failure } = await unrecorded(command, { ...result, halfReplaced }, plan, asked);
  const left = command === 'destroy' ? await notDeleted(access, role, asked) : undefined;
  const seen = {
    ...access,
    changes: [...(left?.changes ?? access.changes), ...changes],
    notes: [...access.notes, ...notes, ...otherRoleNotes(command, role, plan)],
  };
  return { access: withUnseen(seen, [...unseen, ...(left?.unseen ?? [])]), failure: failure ?? left?.failure };
}

/** Until `up` renames it. */
function otherRoleNotes(command: 'drift' | 'destroy', { roleName }: RoleName, { component, stack }: Plan): string[] {
  const { name } = component.args;
  if (command !== 'drift' || roleName === name) return [];
  return [`The stack ${stack} has the role ${roleName}, and not ${name}: that is what was compared. up replaces it.`];
}

/** The role that the stack has, as far as the engine came; otherwise the one that it is to have. */
function roleInState(plan: Plan, { resources }: StackResult): RoleName {
  const role = resources['aws:iam/role:Role']?.before?.name;
  const policy = resources['aws:iam/policy:Policy']?.before?.arn;
  return {
    roleName: typeof role === 'string' ? role : plan.component.args.name,
    policyArn: typeof policy === 'string' ? policy : plan.policyArn,
  };
}

function usedApprovalsOf({ formerOutputs, isStackMissing }: StackResult): UsedApprovals | undefined {
  if (isStackMissing) return {};
  return formerOutputs && usedApprovalsIn(formerOutputs);
}
