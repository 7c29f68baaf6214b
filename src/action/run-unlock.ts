import { accessOf } from './access';
import { accountOf, awsSettings } from './account';
import { lockHolders } from './lock-holder';
import { plannedOutputs } from './outputs';
import { type Plan, planOf } from './plan';
import { type Ports, setOutputs } from './ports';
import { ownFault, RunFailure } from '../failure';
import type { Report } from '../report/model';
import type { Request } from '../request/request';
import { holderWords, lockId } from '../stack/lock/lock';
import { findLock } from '../stack/lock/unlock';
import { stateFilesOf } from '../stack/state/files-of';

/** Removes the lock that the request names, and no other. Whatever fails is in the report. */
export async function runUnlock(
  request: Request,
  ports: Ports,
): Promise<{ readonly report: Report; readonly plan?: Plan }> {
  const { command, target } = request;
  let plan: Plan | undefined;
  try {
    plan = planOf(request, await accountOf(request, awsSettings(request, ports.signal), ports.log.info));
    setOutputs({ stack: plannedOutputs(plan).stack }, ports);
    const note = await unlock(request, plan, ports);
    const access = { ...accessOf(plan, { command }), comparedWith: 'state' as const, notes: [note] };
    return { report: { outcome: 'completed', command, run: ports.run, access }, plan };
  } catch (error) {
    const { reason, message, hint, details } = failureOf(error, ports);
    const failure = { reason, message, hint, details };
    return { report: { outcome: 'failed', command, run: ports.run, endpoint: target.endpoint, failure }, plan };
  }
}

/** @returns what was removed, in sentences */
async function unlock({ lockId: id = '', backend, target }: Request, { stack }: Plan, ports: Ports): Promise<string> {
  const { environment, signal } = ports;
  const files = stateFilesOf(backend, { region: target.region, environment })!;
  const { lock, remove } = await findLock(files, stack, id);
  const holder = await lockHolders(stack, files, ports)(lock);
  ports.log.info(`The lock ${lockId(lock)} is of ${holderWords(lock)}. ${holder.words}`);
  if (holder.isAlive) {
    throw new RunFailure('stack-locked', `The lock ${id} is held by a run that goes on. ${holder.words}`, {
      hint: 'Nothing was removed. Wait for that run to end, or cancel it on GitHub: it removes its lock itself.',
    });
  }
  signal.throwIfAborted();
  await remove();
  return `The lock ${lockId(lock)} of ${holderWords(lock)} was removed from the stack ${stack}, and nothing else. ${holder.words} What that run had in flight may have been made and not recorded: look with drift or preview before the next up.`;
}

function failureOf(error: unknown, { signal }: Ports): RunFailure {
  if (error instanceof RunFailure) return error;
  return signal.aborted ? new RunFailure('cancelled', 'The workflow was cancelled.') : ownFault(error);
}
