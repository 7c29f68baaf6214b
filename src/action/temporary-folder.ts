import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Ports } from './ports';
import { RunFailure } from '../failure';

/** A folder that nobody else uses, and that goes with the run. */
export interface TemporaryFolder {
  readonly folder: string;
  /** What can't be removed is the runner's to remove. Never rejects. */
  remove(): Promise<void>;
}

/** Where systems say that temporary files belong. */
const VARIABLES = ['TMPDIR', 'TEMP', 'TMP'] as const;

/**
 * Makes a folder, into which goes whatever this process and those that it starts would leave in the system's: the Automation API
 * keeps settings and logs there, and forgets some of them.
 *
 * @throws RunFailure `runner` where there is nowhere to write
 */
export async function makeTemporaryFolder(ports: Pick<Ports, 'environment' | 'log'>): Promise<TemporaryFolder> {
  const folder = await newFolder(ports);
  const before = VARIABLES.map((name) => [name, process.env[name]] as const);
  for (const name of VARIABLES) process.env[name] = folder;
  return {
    folder,
    async remove() {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    },
  };
}

async function newFolder({ environment, log }: Pick<Ports, 'environment' | 'log'>): Promise<string> {
  const make = (parent: string) => mkdtemp(join(parent, 'model-deployment-iam-'));
  try {
    return await make(environment.RUNNER_TEMP || tmpdir());
  } catch (error) {
    log.debug(`RUNNER_TEMP can't be used: ${(error as Error).message}`);
  }
  return make(tmpdir()).catch((error: Error) => {
    throw new RunFailure('runner', `The runner has no folder for temporary files: ${error.message}`, {
      hint: 'Check RUNNER_TEMP and the disk of the runner. Nothing was changed.',
    });
  });
}
