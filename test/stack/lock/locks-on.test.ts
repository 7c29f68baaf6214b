import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locksOn } from '../../../src/stack/lock/locks-on';
import type { StackSettings } from '../../../src/stack/settings';

const LOOKING = { environment: {}, signal: new AbortController().signal };
const LOCKS = '.pulumi/locks/organization/model-deployment-iam/churn';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'locks-'));
  await mkdir(join(folder, LOCKS), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

function look(url = `file://${folder}`) {
  const backend = { url, isLocal: url.startsWith('file:'), isPulumiCloud: false };
  return locksOn({ stackName: 'organization/churn', backend, region: 'us-west-2' } as StackSettings, LOOKING);
}

it('are those that the engine has written, whoever the user is', async () => {
  expect(await look()).toEqual([]);
  const lock = { pid: 7, username: 'FV-AZ1\\runner admin', hostname: 'fv-az1', timestamp: '2026-11-30T10:00:00Z' };
  await writeFile(join(folder, LOCKS, 'a.json'), JSON.stringify(lock));
  await writeFile(join(folder, LOCKS, 'b.json'), '{"pid":');
  const found = (await look())!.sort((a, b) => a.address.localeCompare(b.address));
  expect(found).toEqual([
    {
      address: join(folder, LOCKS, 'a.json'),
      lock: { uuid: 'a', pid: 7, username: 'FV-AZ1\\runner admin', hostname: 'fv-az1', since: lock.timestamp },
    },
    { address: join(folder, LOCKS, 'b.json') },
  ]);
});

it('are not known in other stores', async () => {
  expect(await look('gs://state')).toBeUndefined();
});
