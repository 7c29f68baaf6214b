import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFolder, fingerprint } from '../cache';
import { run } from '../process';

const REQUIREMENTS = join(__dirname, 'requirements.txt');

/**
 * @returns a Python with the emulator's requirements, in a virtual environment in the user's cache
 * @throws if there is no Python of at least 3.11
 */
export async function emulatorPython(): Promise<string> {
  const python = await findPython();
  const requirements = await readFile(REQUIREMENTS, 'utf8');
  const folder = await cachedFolder(`aws-emulator-${fingerprint(requirements, python.version)}`, async (unfinished) => {
    await run(python.program, ['-m', 'venv', unfinished]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS];
    await run(join(unfinished, 'bin', 'python'), pip);
  });
  return join(folder, 'bin', 'python');
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
