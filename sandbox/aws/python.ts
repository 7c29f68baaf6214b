import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Build, built } from '../build';
import { fingerprint } from '../cache';
import { run } from '../process';

const REQUIREMENTS = join(__dirname, 'requirements.txt');

/** A virtual environment with the emulator's requirements. */
export const EMULATOR_PYTHON: Build = {
  title: "the Python of AWS's emulator",
  cpuSeconds: 40,
  async folderName() {
    const { version } = await findPython();
    return `aws-emulator-${fingerprint(await readFile(REQUIREMENTS, 'utf8'), version)}`;
  },
  async make(folder, tell) {
    const packages = (await readFile(REQUIREMENTS, 'utf8')).split('\n').filter((line) => line.includes('=='));
    tell('makes a virtual environment');
    await run((await findPython()).program, ['-m', 'venv', folder]);
    let collected = 0;
    const own = await installedPackages(folder);
    const installing = setInterval(async () => {
      const installed = (await installedPackages(folder)) - own;
      if (installed > 0) tell('installs packages', installed, packages.length);
    }, 1000);
    // Python compiles what it uses when it uses it, which is a small part.
    const options = ['--no-compile', '--disable-pip-version-check', '--progress-bar', 'off'];
    await run(join(folder, 'bin', 'python'), ['-m', 'pip', 'install', ...options, '-r', REQUIREMENTS], {
      onLine(line) {
        if (line.startsWith('Collecting ')) tell('downloads packages', ++collected, packages.length);
      },
    }).finally(() => clearInterval(installing));
  },
};

/** pip says nothing while it installs; but each package has a folder in the end. */
async function installedPackages(environment: string): Promise<number> {
  let count = 0;
  for await (const _ of glob('lib/*/site-packages/*.dist-info', { cwd: environment })) count++;
  return count;
}

/**
 * @returns a Python with the emulator's requirements, in the user's cache
 * @throws if there is no Python of at least 3.11
 */
export async function emulatorPython(): Promise<string> {
  return join(await built(EMULATOR_PYTHON), 'bin', 'python');
}

async function findPython(): Promise<{ program: string; version: string }> {
  for (const program of ['python3', 'python']) {
    const version = await run(program, ['--version']).then(
      (text) => /^Python (3\.(\d+)\.\d+)/.exec(text),
      () => null,
    );
    if (version && Number(version[2]) >= 11) return { program, version: version[1]! };
  }
  throw new Error('Python 3.11 or newer is missing: install it from https://www.python.org/downloads/');
}
