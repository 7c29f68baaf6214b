import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Found, killedFailure } from './killed';
import { type Plan, planOf } from './plan';
import type { Ports } from './ports';
import { publish } from './publish';
import type { Saved } from './saved';
import { threadOf } from './thread';
import { readRequest } from '../request/read-request';
import { describeCommandError } from '../stack/engine/command-error';
import { heedSignal } from '../stack/engine/heed-signal';
import { locateEngine } from '../stack/engine/locate';
import { engineVersionOnPath } from '../stack/engine/version';
import { type LockFile, locksOn } from '../stack/lock/locks-on';
import { recordedState } from '../stack/state/record';

/** Milliseconds that an engine may live on without the step that has started it. */
const LAST_BREATH = 20_000;

/**
 * Tells of a step that was killed before it could tell anything itself: what the state shows, whether a lock is left, and what
 * to do next. It only looks; outputs of a step can't be set any more.
 *
 * @param saved what the step has noted
 */
export async function afterKill(ports: Ports, saved: Saved): Promise<void> {
  const { request } = readRequest(ports);
  if (!saved('begun') || !request) {
    ports.log.info('The step ended before it had begun anything.');
    return;
  }
  const account = saved('account');
  const plan = account ? planOf(request, account) : undefined;
  const isChange = request.command === 'up' || request.command === 'destroy';
  const begun = Date.parse(saved('begun'));
  // The time of a lock has whole seconds, cut off.
  const isOwn = ({ lock }: LockFile) => lock?.hostname === hostname() && Date.parse(lock.since) + 999 >= begun;
  const seen = plan && isChange ? await lookAtStack(plan, request.pulumiVersion, isOwn, ports) : { isAtWork: false };
  const { reason, message, hint } = killedFailure({
    ...{ command: request.command, isCancelled: saved('cancelled') !== '', result: saved('result'), plan, isOwn },
    ...seen,
  });
  await publish(
    {
      ...{ outcome: 'failed', command: request.command, run: ports.run, endpoint: request.target.endpoint },
      failure: { reason, message, hint },
    },
    { plan, request, thread: threadOf(ports, request) },
    ports,
  );
}

async function lookAtStack(plan: Plan, version: string, isOwn: (file: LockFile) => boolean, ports: Ports) {
  const { settings } = plan;
  const look = () => found(() => locksOn(settings, ports));
  let locks = await look();
  const own = 'value' in locks ? locks.value?.find((file) => isOwn(file) && isAlive(file.lock?.pid))?.lock : undefined;
  if (own) {
    ports.log.info(`Waiting for the engine, which is still at work (pid ${own.pid})`);
    const end = Date.now() + LAST_BREATH;
    while (isAlive(own.pid) && Date.now() < end) await sleep(250, undefined, { signal: ports.signal });
    locks = await look();
  }
  const state = await found(() => stateOf(plan, version, ports));
  return { state, locks, isAtWork: isAlive(own?.pid) };
}

async function stateOf({ settings }: Plan, version: string, { tools, environment, log, signal }: Ports) {
  const folder = await mkdtemp(join(tmpdir(), 'model-deployment-iam-'));
  // What the step had not installed is not installed any more.
  const downloadTool = () => Promise.reject(new Error('There is no Pulumi engine.'));
  try {
    const engine = await locateEngine({
      ...{ version, versionOnPath: engineVersionOnPath(), log: log.info, signal },
      ...{ downloads: { checksums: {}, isChecksumRequired: false }, unverified: () => undefined },
      tools: async () => ({ ...(await tools()), downloadTool }),
      toolCache: environment.RUNNER_TOOL_CACHE || undefined,
    });
    return await recordedState(settings, {
      engine: heedSignal(engine, signal, log.info),
      folder,
      environment: { PULUMI_CREDENTIALS_PATH: folder },
    });
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function found<T>(look: () => Promise<T>): Promise<Found<T>> {
  try {
    return { value: await look() };
  } catch (error) {
    return { unseen: describeCommandError(error).split('\n')[0]! };
  }
}

/** Whether there is such a process on this machine. */
function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is there, and of another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
