import { cancelCommand, removeLocks } from '../../../src/stack/lock/cancel-command';

const UUID = '11111111-2222-4333-8444-555555555555';
const PATH = `.pulumi/locks/organization/model-deployment-iam/churn/${UUID}.json`;

function at(url: string) {
  const backend = { url, isLocal: url.startsWith('file:'), isPulumiCloud: url.startsWith('https:') };
  return { stackName: 'churn', backend };
}

it('names backend and stack, and leaves out what may be secret', () => {
  expect(cancelCommand(at('s3://state'))).toBe(
    'PULUMI_BACKEND_URL=s3://state pulumi cancel --yes --stack organization/model-deployment-iam/churn',
  );
  expect(cancelCommand(at('s3://state?profile=x'))).toMatch(
    /=s3:\/\/state pulumi .* with the options of backend-url\)$/,
  );
});

it('has the organization in Pulumi Cloud, which the engine would otherwise take the project for', () => {
  const cloud = at('https://api.pulumi.com');
  expect(cancelCommand({ ...cloud, stackName: 'acme/churn' })).toMatch(/--stack acme\/model-deployment-iam\/churn$/);
  expect(cancelCommand(cloud)).toMatch(/--stack ORGANIZATION\/model-deployment-iam\/churn$/);
});

it.each([
  ['s3://state/models?region=x', `aws s3 rm s3://state/models/${PATH}`],
  ["file:///it's", `rm '/it'\\''s/${PATH}'`],
  ['gs://state', `delete gs://state/${PATH}`],
])('removes exactly one lock, of a stack that need not be there: %s', (url, command) => {
  expect(removeLocks(at(url), [UUID])).toBe(command);
});
