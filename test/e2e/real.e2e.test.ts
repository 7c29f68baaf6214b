import { type PretendedAccount, pretendAccount, RUN } from './real-account';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';

describe('the story in an account of AWS, with the sandbox in its place', () => {
  let sandbox: Sandbox;
  let account: PretendedAccount;

  beforeAll(async () => {
    sandbox = await startSandbox();
    account = await pretendAccount(sandbox);
  });
  afterAll(async () => {
    account?.stop();
    await sandbox.stop();
  });

  it('plays as in the demo, with the names of the run and the permissions that docs/real.md sets up', async () => {
    const told = await account.script('play', 'up', 'proof');
    expect(told).toContain('Everything holds');
    expect(told).toContain(`✓ allowed: GetObject in ${RUN}-models`);
    expect(told).toContain('✓ denied:  AssumeRole by a user of the account');

    const { role, policy, buckets, objects } = await account.left();
    expect([role, policy]).toEqual(['role', 'policy'].map((kind) => `arn:aws:iam::${sandbox.aws.accountId}:${kind}/${RUN}`)); // prettier-ignore
    expect(buckets).toEqual([`${RUN}-models`, `${RUN}-others`]);
    expect(objects.filter((key) => !key.startsWith(`${RUN}/`))).toEqual([]);
  });

  it('leaves nothing, where it was cut off', async () => {
    expect(await account.script('clean')).toContain(`the role ${RUN} is gone`);
    expect(await account.left()).toEqual({ role: undefined, policy: undefined, buckets: [], objects: [] });
  });
});
