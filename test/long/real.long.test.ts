import { type PretendedAccount, pretendAccount } from './real-account';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';

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

it('the whole story plays in an account of AWS, with the sandbox in its place', async () => {
  expect(await account.script('play')).toContain('Everything holds');
  await account.script('clean');
  // Where there is nothing, there is nothing to do.
  expect(await account.script('clean')).toBe('');
  expect(await account.left()).toEqual({ role: undefined, policy: undefined, buckets: [], objects: [] });
});
