import { readFile } from 'node:fs/promises';
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
    const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--progress-bar', 'off', '-r', REQUIREMENTS];
    await run(join(folder, 'bin', 'python'), pip, {
      onLine(line) {
        if (line.startsWith('Collecting ')) tell('downloads packages', ++collected, packages.length);
        if (line.startsWith('Installing ')) tell(`installs ${packages.length} packages`);
      },
    });
  },
};

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
