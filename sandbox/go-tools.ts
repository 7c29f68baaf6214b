import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cachedFolder, fingerprint } from './cache';
import { run } from './process';
import { PULUMI_VERSION } from '../src/contract';

/** Programs that are built from the Go module proxy, each pinned by a module of its own in tools/. */
const TOOLS = {
  act: { pkg: 'github.com/nektos/act', flags: '-s -w' },
  actionlint: { pkg: 'github.com/rhysd/actionlint/cmd/actionlint', flags: '-s -w' },
  jq: { pkg: 'github.com/itchyny/gojq/cmd/gojq', flags: '-s -w' },
  pulumi: {
    pkg: 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi',
    // Official builds print the leading v, and other programs depend on it.
    flags: `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${PULUMI_VERSION}`,
  },
  'pulumi-yaml': { pkg: 'github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml', flags: '-s -w' },
} as const;

export type GoTool = keyof typeof TOOLS;

/** @returns the folder of the built program, in the user's cache */
export async function goTool(name: GoTool): Promise<string> {
  const { pkg, flags } = TOOLS[name];
  return goProgram({ name, module: join(__dirname, '../tools', name), pkg, flags, executable: basename(pkg) });
}

interface GoProgram {
  /** In the name of its folder in the cache. */
  readonly name: string;
  /** The folder of the Go module, which pins everything that the program is built from. */
  readonly module: string;
  readonly pkg: string;
  /** For the linker. */
  readonly flags: string;
  readonly executable: string;
  /** The contents of the module's own source files: the program is built again when they change. */
  readonly sources?: readonly string[];
}

/** @returns the folder of the built program, in the user's cache */
export async function goProgram({ name, module, pkg, flags, executable, sources = [] }: GoProgram): Promise<string> {
  const sums = await Promise.all(['go.mod', 'go.sum'].map((file) => readFile(join(module, file), 'utf8')));
  const contents = fingerprint(flags, process.platform, process.arch, ...sums, ...sources);
  return cachedFolder(`${name}-${contents}`, async (folder) => {
    await run('go', ['build', '-trimpath', '-ldflags', flags, '-o', join(folder, executable), pkg], {
      cwd: module,
      env: { ...process.env, GOFLAGS: '-mod=readonly' },
    });
  });
}
