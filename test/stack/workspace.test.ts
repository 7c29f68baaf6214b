import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PulumiCommand, type Stack } from '@pulumi/pulumi/automation';
import { parse } from 'semver';
import type { StackSettings } from '../../src/stack/settings';
import { newStack, supposedStack } from '../../src/stack/workspace';

const SETTINGS: StackSettings = {
  stackName: 'churn',
  backend: { url: 's3://state', isPulumiCloud: false, isLocal: false, bucket: 'state' },
  secretsProvider: 'passphrase',
  region: 'us-west-2',
  refresh: false,
  access: { name: 'churn', path: '/', policy: '{}', trustPolicy: '{}', maxSessionDuration: 3600, tags: {} },
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workspace-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** @returns an engine that does nothing but succeed, and what processes of it there were */
async function fakeEngine() {
  const command = join(folder, 'pulumi');
  await writeFile(command, '#!/bin/sh\necho "$1 $2" >> "$0.log"\n');
  await chmod(command, 0o755);
  const engine: PulumiCommand = Object.assign(Object.create(PulumiCommand.prototype), {
    command,
    version: parse('3.274.1'),
  });
  const processes = async () => (await readFile(`${command}.log`, 'utf8')).trim().split('\n');
  return { workspace: { engine, folder, environment: {} }, processes };
}

it.each<[string, (stack: Stack) => Promise<unknown>, string[]]>([
  ['a preview', (stack) => stack.preview(), ['preview --client']],
  ['an update', (stack) => stack.up(), ['up --yes']],
  ['a removal', (stack) => stack.destroy({ remove: true }), ['destroy --yes', 'stack rm']],
])('%s takes no more processes of the engine than it needs', async (_, run, expected) => {
  const { workspace, processes } = await fakeEngine();
  await run(await supposedStack(workspace, SETTINGS));
  const names = (await processes()).map((line) => line.replace(/=.*/, ''));
  expect(names).toEqual(expected);
});

it('makes a stack with one process, and updates it with another', async () => {
  const { workspace, processes } = await fakeEngine();
  await (await newStack(workspace, SETTINGS)).up();
  expect(await processes()).toEqual(['stack init', 'up --yes']);
});
