import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { parse, type SemVer } from 'semver';
import { deadline } from '../../shared/deadlines';

const execute = promisify(execFile);

/**
 * Asks the engine on PATH for its version. That takes it a while, so it is asked before all else is even loaded.
 *
 * @returns `undefined` if there is none, or it tells no version
 */
export async function engineVersionOnPath(): Promise<SemVer | undefined> {
  try {
    const { stdout } = await execute('pulumi', ['version'], {
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: 'true' },
      timeout: deadline('engine-version'),
      killSignal: 'SIGKILL',
    });
    return parse(stdout.trim()) ?? undefined;
  } catch {
    return undefined;
  }
}
