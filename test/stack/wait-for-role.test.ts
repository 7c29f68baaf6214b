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
