import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakePorts } from './fake-ports';
import { makeTemporaryFolder } from '../../src/action/temporary-folder';

it('takes what this process and others would leave in the folder of the system, and goes with it', async () => {
  const variables = () => [process.env.TMPDIR, process.env.TEMP, process.env.TMP];
  const before = variables();
  const parent = await mkdtemp(join(tmpdir(), 'temporary-'));
  const ports = new FakePorts();
  ports.environment = { RUNNER_TEMP: parent };

  const { folder, remove } = await makeTemporaryFolder(ports);
  expect(await readdir(parent)).toEqual([folder.slice(parent.length + 1)]);
  expect(variables()).toEqual([folder, folder, folder]);
  await mkdtemp(join(folder, 'automation-'));

  await remove();
  expect(await readdir(parent)).toEqual([]);
  expect(variables()).toEqual(before);
  await rm(parent, { recursive: true });
});
