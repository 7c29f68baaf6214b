import * as files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownHome } from '../../../src/stack/engine/own-home';
import { AWS_PLUGIN_VERSION } from '../../../src/stack/engine/plugin';

jest.mock('node:fs/promises', () => {
  const real = jest.requireActual<typeof files>('node:fs/promises');
  return { ...real, symlink: jest.fn(real.symlink), link: jest.fn(real.link) };
});

const { mkdir, mkdtemp, readdir, readFile, rm, writeFile } = files;

let folder: string;
let plugin: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'own-home-'));
  plugin = join(folder, 'user/plugins/resource-aws-v1/pulumi-resource-aws');
  await mkdir(join(plugin, '..'), { recursive: true });
  await mkdir(join(folder, 'user/plugins/resource-random-v4.0.0'));
  await writeFile(plugin, 'program', { mode: 0o755 });
});
afterEach(() => rm(folder, { recursive: true }));

it('has our plugin and no other, and lets the engine look nowhere else', async () => {
  const variables = await ownHome(folder, plugin, []);
  expect(variables).toEqual({
    PULUMI_HOME: join(folder, 'pulumi-home'),
    PULUMI_IGNORE_AMBIENT_PLUGINS: 'true',
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
  });
  expect(await readdir(join(folder, 'pulumi-home'), { recursive: true })).toEqual([
    'plugins',
    `plugins/resource-aws-${AWS_PLUGIN_VERSION}`,
    `plugins/resource-aws-${AWS_PLUGIN_VERSION}/pulumi-resource-aws`,
  ]);
});

it('has it for a stack that another version has made as well', async () => {
  await ownHome(folder, plugin, [AWS_PLUGIN_VERSION.slice(1), '7.40.0', '7.40.0', '8.0.0-alpha.1+x']);
  const plugins = join(folder, 'pulumi-home/plugins');
  const names = await readdir(plugins);
  expect(names.sort()).toEqual(
    [AWS_PLUGIN_VERSION, 'v7.40.0', 'v8.0.0-alpha.1+x'].map((version) => `resource-aws-${version}`).sort(),
  );
  for (const name of names) expect(await readFile(join(plugins, name, 'pulumi-resource-aws'), 'utf8')).toBe('program');
});

it.each([['links of one disk'], ['copies']])('takes %s where there can be no others', async (kind) => {
  const refused = () => Promise.reject(new Error('EPERM'));
  jest.mocked(files.symlink).mockImplementationOnce(refused);
  if (kind === 'copies') jest.mocked(files.link).mockImplementationOnce(refused);
  const { PULUMI_HOME: home } = await ownHome(folder, plugin, []);
  const offered = join(home!, 'plugins', `resource-aws-${AWS_PLUGIN_VERSION}`, 'pulumi-resource-aws');
  expect(await readFile(offered, 'utf8')).toBe('program');
  const { nlink, mode } = await files.lstat(offered);
  expect([nlink, mode.toString(8).slice(-3)]).toEqual([kind === 'copies' ? 1 : 2, '755']);
});
