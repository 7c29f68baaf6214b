// Makes a fresh clone ready and runs a task of it: `node tools/bootstrap.mjs TASK`.
//
// It runs before anything is installed, so it is plain JavaScript for Node 20 and imports nothing.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(ROOT, 'node_modules', '.installed-lock-file');

const MISSING = [
  {
    isThere: () => Number(process.versions.node.split('.')[0]) >= 20,
    advice: `Node.js 20 or newer is missing (this is ${process.version}): install it from https://nodejs.org`,
  },
  {
    isThere: () => versionOf('go', ['version'], /go1\.(\d+)/) >= 26,
    advice: 'Go 1.26 or newer is missing: install it from https://go.dev/dl',
  },
  {
    isThere: () => versionOf('python3', ['--version'], /Python 3\.(\d+)/) >= 11,
    advice: 'Python 3.11 or newer is missing: install it from https://www.python.org/downloads',
  },
  ...['git', 'bash', 'curl'].map((program) => ({
    isThere: () => spawnSync(program, ['--version']).status === 0,
    advice: `${program} is missing: install it with the package manager of this machine (Debian: apt-get install ${program})`,
  })),
];

const [task, ...args] = process.argv.slice(2);
const missing = MISSING.filter(({ isThere }) => !isThere());
for (const { advice } of missing) console.error(advice);
if (missing.length > 0) process.exit(1);

await installPackages();
process.exit(run(process.execPath, [join(ROOT, 'node_modules', 'projen', 'bin', 'projen'), task, ...args]));

/** The first number that the pattern finds in what the program prints; 0 where there is no such program. */
function versionOf(program, programArgs, pattern) {
  const { stdout } = spawnSync(program, programArgs, { encoding: 'utf8' });
  return Number(pattern.exec(stdout ?? '')?.[1] ?? 0);
}

/** Installs what the lock file says, unless it did so before. */
async function installPackages() {
  const lockFile = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockFile) return;

  console.log('Installing the packages of package-lock.json (once)');
  const engine = startEngine();
  const npm = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: ROOT, stdio: 'inherit' });
  const status = await ended(npm);
  await engine.stop();
  if (status !== 0) process.exit(status);
  writeFileSync(STAMP, lockFile);
}

/**
 * Compiles the Pulumi engine, which takes longest of what the sandbox builds, for as long as npm downloads. All that is
 * compiled stays in Go's own cache, where sandbox/go-tools.ts goes on. What is wrong with it will be told there.
 */
function startEngine() {
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'model-deployment-iam');
  if (existsSync(cache) && readdirSync(cache).some((name) => /^pulumi-[0-9a-f]+$/.test(name))) return { stop() {} };

  const folder = mkdtempSync(join(tmpdir(), 'model-deployment-iam-engine-'));
  const go = spawn('go', ['build', '-trimpath', '-o', folder, 'tool'], {
    cwd: join(ROOT, 'tools/pulumi'),
    stdio: 'ignore',
  });
  return {
    async stop() {
      // Go begins nothing more then, and keeps what it has begun.
      go.kill('SIGINT');
      await ended(go);
      rmSync(folder, { recursive: true });
    },
  };
}

/** @returns the exit code */
function ended(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode ?? 1);
    else child.once('error', () => resolve(1)).once('close', (code) => resolve(code ?? 1));
  });
}

/** Runs a program with the project's own tools, Node 24 among them, first on PATH. */
function run(program, programArgs) {
  const PATH = [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const { status } = spawnSync(program, programArgs, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, PATH } });
  return status ?? 1;
}
