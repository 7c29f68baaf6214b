import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Build, built } from '../build';
import { fingerprint } from '../cache';
import { run } from '../process';

/** How to start it. */
export interface Program {
  readonly path: string;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * The Chromium of this machine; `CHROMIUM` names it where it goes by another name. Where there is none, one from the registry
 * of npm, which is there for Linux on x64 only.
 *
 * @throws Error that says how to get it
 */
export async function findChromium(): Promise<Program> {
  for (const name of [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome']) {
    const found = name && (await run('which', [name]).catch(() => undefined));
    if (found) return { path: found.trim(), environment: process.env };
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('Chromium is missing: install it, or set CHROMIUM to its path.');
  }
  const folder = await built(FROM_NPM);
  // The libraries that come with it, where the machine does not have them.
  const libraries = [process.env.LD_LIBRARY_PATH, join(folder, 'al2023/lib')].filter(Boolean).join(':');
  return { path: join(folder, 'chromium'), environment: { ...process.env, LD_LIBRARY_PATH: libraries } };
}

const PACKAGE = join(__dirname, 'chromium-package');
const PACKAGE_FILES = ['package.json', 'package-lock.json'];
/** Unpacks what the package holds into the folder for temporary files: the libraries only where it takes this for AWS Lambda. */
const UNPACK = `import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())`;
const AS_ON_LAMBDA = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };

const FROM_NPM: Build = {
  title: 'Chromium',
  cpuSeconds: 15,
  async folderName() {
    const contents = await Promise.all(PACKAGE_FILES.map((file) => readFile(join(PACKAGE, file), 'utf8')));
    return `chromium-${fingerprint(UNPACK, ...contents)}`;
  },
  async make(folder) {
    for (const file of PACKAGE_FILES) await cp(join(PACKAGE, file), join(folder, file));
    await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
    const env = { ...process.env, ...AS_ON_LAMBDA, TMPDIR: folder };
    await run(process.execPath, ['--eval', UNPACK], { cwd: folder, env });
  },
};
