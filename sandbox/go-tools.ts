import { basename, join } from 'node:path';
import { type Build, built } from './build';
import { goBuild } from './go-program';
import { PULUMI_VERSION } from '../src/contract';

/** Programs that are built from the Go module proxy, each pinned by a module of its own in tools/. */
const TOOLS = {
  act: { title: 'the workflow runner', pkg: 'github.com/nektos/act', flags: '-s -w', cpuSeconds: 90 },
  actionlint: {
    title: 'the linter of workflows',
    pkg: 'github.com/rhysd/actionlint/cmd/actionlint',
    flags: '-s -w',
    cpuSeconds: 20,
  },
  hcl2json: {
    title: "the reader of Terraform's language",
    pkg: 'github.com/tmccombs/hcl2json',
    flags: '-s -w',
    cpuSeconds: 10,
  },
  jq: { title: 'jq', pkg: 'github.com/itchyny/gojq/cmd/gojq', flags: '-s -w', cpuSeconds: 10 },
  pulumi: {
    title: 'the Pulumi engine',
    pkg: 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi',
    // Official builds print the leading v, and other programs depend on it.
    flags: `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${PULUMI_VERSION}`,
    cpuSeconds: 600,
  },
  'pulumi-yaml': {
    title: "Pulumi's YAML",
    pkg: 'github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml',
    flags: '-s -w',
    cpuSeconds: 60,
  },
} as const;

export type GoTool = keyof typeof TOOLS;

export function goToolBuild(name: GoTool): Build {
  const tool = TOOLS[name];
  return goBuild({ ...tool, name, program: basename(tool.pkg), module: join(__dirname, '../tools', name) });
}

/** @returns the folder of the built program, in the user's cache */
export function goTool(name: GoTool): Promise<string> {
  return built(goToolBuild(name));
}
