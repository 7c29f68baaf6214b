import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Build } from './build';
import { fingerprint } from './cache';
import { run } from './process';
import type { Tell } from './progress';

/** A program that is built of a Go module: one that only pins what it takes from the module proxy, or has code of its own. */
export interface GoProgram extends Pick<Build, 'title' | 'cpuSeconds'> {
  /** That of its folder in the cache begins with it. */
  readonly name: string;
  /** The folder of the module. */
  readonly module: string;
  /** As `go build` takes it. */
  readonly pkg: string;
  /** The name of the file. */
  readonly program: string;
  /** For the linker. */
  readonly flags: string;
}

export function goBuild(go: GoProgram): Build {
  return {
    title: go.title,
    cpuSeconds: go.cpuSeconds,
    async folderName() {
      const files = ['go.mod', 'go.sum', ...(await sourcesIn(go.module))];
      const contents = await Promise.all(files.map((file) => readFile(join(go.module, file), 'utf8')));
      return `${go.name}-${fingerprint(go.flags, process.platform, process.arch, ...contents)}`;
    },
    async make(folder, tell) {
      const packages = await staleDependencies(go, tell);
      await standardLibrary(go, packages.filter(isImportable), tell);
      const args = ['-ldflags', go.flags, '-o', join(folder, go.program), go.pkg];
      await compile(go, args, new Set(packages.filter(({ standard }) => !standard).map(({ path }) => path)), tell);
    },
  };
}

/** The module's own code: what it takes from others is in go.sum. */
async function sourcesIn(module: string): Promise<string[]> {
  const files = await readdir(module, { recursive: true });
  return files.filter((file) => file.endsWith('.go') && !file.endsWith('_test.go')).sort();
}

interface Package {
  readonly path: string;
  readonly standard: boolean;
}

/** What of the program must be compiled, because Go's own cache does not have it. Downloads the modules. */
async function staleDependencies(go: GoProgram, tell: Tell): Promise<Package[]> {
  tell('looks for what it is made of');
  let downloads = 0;
  const format = '{{if .Stale}}{{.ImportPath}} {{.Standard}}{{end}}';
  const listed = await runGo(go, ['list', '-deps', '-trimpath', '-f', format, go.pkg], (line) => {
    if (line.startsWith('go: downloading ')) tell('downloads modules', ++downloads);
  });
  const lines = listed.split('\n').filter((line) => line !== '');
  return lines.map((line) => line.split(' ')).map(([path = '', standard]) => ({ path, standard: standard === 'true' }));
}

/** What Go lets others name; the rest comes along with it. */
function isImportable({ path, standard }: Package): boolean {
  return standard && !/(^|\/)(internal|vendor)(\/|$)/.test(path);
}

let standardLibraryIsThere: Promise<unknown> | undefined;

/** Compiles it before the programs that are built side by side, which would do so each. */
function standardLibrary(go: GoProgram, packages: readonly Package[], tell: Tell): Promise<unknown> {
  if (packages.length === 0) return Promise.resolve();
  tell('waits for the standard library of Go');
  const paths = packages.map(({ path }) => path);
  standardLibraryIsThere ??= compile(go, paths, new Set(paths), (_, ...count) =>
    tell('compiles the standard library', ...count),
  );
  return standardLibraryIsThere;
}

/** @param expected the packages that Go says it compiles, one after the other */
async function compile(go: GoProgram, args: readonly string[], expected: Set<string>, tell: Tell): Promise<void> {
  let done = 0;
  tell('compiles packages', 0, expected.size);
  await runGo(go, ['build', '-trimpath', '-v', ...args], (line) => {
    if (!expected.has(line)) return;
    done++;
    if (done < expected.size) tell('compiles packages', done, expected.size);
    else tell('links');
  });
}

function runGo({ module }: GoProgram, args: readonly string[], onLine: (line: string) => void): Promise<string> {
  return run('go', args, { cwd: module, env: { ...process.env, GOFLAGS: '-mod=readonly' }, onLine });
}
