import { CREDENTIALS, type FakeIam, startFakeIam } from './fake-iam';
import { waitUntilGone } from '../../src/stack/wait-until-gone';

const ROLE = { roleName: 'churn', policyArn: 'arn:aws:iam::123456789012:policy/churn' };
const absent = () => ({ error: 'NoSuchEntity' });

const own = { ...process.env };
let iam: FakeIam | undefined;
beforeEach(() => void Object.assign(process.env, CREDENTIALS));
afterEach(async () => {
  process.env = { ...own };
  await iam?.stop();
});

async function left(answers: Parameters<typeof startFakeIam>[0], propagation = 10_000) {
  iam = await startFakeIam({ GetRole: absent, GetPolicy: absent, ...answers });
  return waitUntilGone(ROLE, { region: 'us-west-2', endpointUrl: iam.url }, { propagation, pause: 10 });
}

it('is content at once where IAM has nothing any more', async () => {
  expect(await left({})).toEqual({ role: false, policy: false });
  expect(iam!.asked).toHaveLength(2);
});

it('asks again, for IAM may tell for a moment of what it has deleted', async () => {
  let times = 0;
  const GetRole = () => (times++ === 0 ? '<Role><RoleName>churn</RoleName></Role>' : absent());
  expect(await left({ GetRole })).toEqual({ role: false, policy: false });
});

it('tells what is still there at last', async () => {
  expect(await left({ GetPolicy: () => '<Policy></Policy>' }, 100)).toEqual({ role: false, policy: true });
});

it('fails where it can not look', async () => {
  await expect(left({ GetRole: () => ({ error: 'AccessDenied' }) })).rejects.toThrow('GetRole: no');
});
