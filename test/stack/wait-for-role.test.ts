import { CREDENTIALS, type FakeIam, startFakeIam } from './fake-iam';
import { waitForRole } from '../../src/stack/wait-for-role';

const own = { ...process.env };
let iam: FakeIam;
beforeEach(() => void Object.assign(process.env, CREDENTIALS));
afterEach(async () => {
  process.env = { ...own };
  await iam.stop();
});

it('asks for the role until it is there', async () => {
  let times = 0;
  iam = await startFakeIam({
    GetRole: () => (++times < 2 ? { error: 'NoSuchEntity' } : '<Role><RoleName>churn</RoleName></Role>'),
  });
  await waitForRole('churn', { region: 'us-west-2', endpointUrl: iam.url });
  expect(iam.asked).toEqual(['GetRole churn', 'GetRole churn']);
});

it('does not ask again where AWS does not let it look', async () => {
  iam = await startFakeIam({});
  await expect(waitForRole('churn', { region: 'us-west-2', endpointUrl: iam.url })).rejects.toThrow('GetRole: no');
  expect(iam.asked).toEqual(['GetRole churn']);
});

it('gives up after a while', async () => {
  iam = await startFakeIam({ GetRole: () => ({ error: 'NoSuchEntity' }) });
  const waiting = waitForRole('churn', { region: 'us-west-2', endpointUrl: iam.url }, { propagation: 100, pause: 10 });
  await expect(waiting).rejects.toThrow('IAM does not know it after 0.1 s.');
  expect(iam.asked.length).toBeGreaterThan(1);
});

it('gives up at once where nobody waits any more', async () => {
  const cancellation = new AbortController();
  iam = await startFakeIam({
    GetRole() {
      cancellation.abort(new Error('cancelled'));
      return { error: 'NoSuchEntity' };
    },
  });
  const settings = { region: 'us-west-2', endpointUrl: iam.url, signal: cancellation.signal };
  await expect(waitForRole('churn', settings, { pause: 60_000 })).rejects.toThrow();
  expect(iam.asked).toEqual(['GetRole churn']);
});
