import { existsSync } from 'node:fs';
import { mkdtemp, readdir, truncate } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { setUpStage } from './stage';
import type { ActionRun } from '../../sandbox/action';
import { PLUGIN, type ReleaseServer, startReleaseServer } from '../../sandbox/releases/release-server';
import { PULUMI_VERSION } from '../../src/contract';
import { AWS_PLUGIN_VERSION } from '../../src/stack/engine/plugin';
import { releaseFor } from '../../src/stack/engine/release';

const { archive } = releaseFor(PULUMI_VERSION, process.platform, process.arch)!;
const stage = setUpStage();

let releases: ReleaseServer;
let toolCache: string;
let pulumiHome: string;

beforeEach(async () => {
  releases = await startReleaseServer();
  toolCache = await mkdtemp(join(stage.sandbox.folder, 'tool-cache-'));
  pulumiHome = await mkdtemp(join(stage.sandbox.folder, 'pulumi-home-'));
});
afterEach(() => releases.stop());

/** On a machine that has neither the engine nor its plugin. */
function previewOnNewMachine(environment: NodeJS.ProcessEnv = {}): Promise<ActionRun> {
  const isNew = (folder: string) => !['pulumi', 'pulumi-resource-aws'].some((program) => existsSync(join(folder, program))); // prettier-ignore
  return stage.act({
    inputs: releases.inputs,
    environment: {
      PATH: stage.sandbox.environment.PATH!.split(delimiter).filter(isNew).join(delimiter),
      PULUMI_HOME: pulumiHome,
      RUNNER_TOOL_CACHE: toolCache,
      ...releases.trust,
      ...environment,
    },
  });
}

it('jobs that install into the same folders at the same time all run, and a plugin that broke there is replaced', async () => {
  const runs = await Promise.all([1, 2, 3].map(() => previewOnNewMachine()));
  expect(runs.map(({ exitCode, outputs }) => [exitCode, outputs['failure-reason']])).toEqual(runs.map(() => [0, '']));
  expect((await readdir(join(toolCache, 'pulumi', PULUMI_VERSION))).sort()).toEqual([
    process.arch,
    `${process.arch}.complete`,
  ]);

  const plugin = join(pulumiHome, 'plugins', `resource-aws-${AWS_PLUGIN_VERSION}`, 'pulumi-resource-aws');
  await truncate(plugin, 1_000_000);
  const repaired = await previewOnNewMachine();
  expect(repaired.log).toContain('is broken, and is installed anew');
  expect(repaired.exitCode).toBe(0);
});

it.each([
  [
    'sends a byte now and then',
    archive,
    'drip',
    'download=3',
    `${archive} could not be downloaded: it took longer than 3 s.`,
  ],
  ['never answers for the plugin', PLUGIN, 'hang', 'engine-process=3', 'did not end within 3 s.'],
] as const)('a host that %s is given up, and nothing keeps the process', async (_, file, answer, deadlines, told) => {
  releases.answerWith(answer, file, Infinity);
  const begun = Date.now();
  const run = await previewOnNewMachine({ MODEL_DEPLOYMENT_IAM_DEADLINES: deadlines });

  expect(run.outputs['failure-reason']).toBe('engine-unavailable');
  expect(run.log).toMatch(/Still waiting after \d s for: /);
  expect(run.log).toContain(told);
  expect(Date.now() - begun).toBeLessThan(40_000);
});
