import { runtime } from '@pulumi/pulumi';
import { rememberedApprovals, usedApprovalsIn } from '../../src/stack/used-approvals';

const USED = { newest: { at: '2026-01-01T00:00:00Z', by: 'mona', pullRequest: 7 }, withoutGithub: { run: 3 } };

it.each<[string, Record<string, unknown>, object]>([
  ['what it was given to remember', { roleArn: 'arn', usedApprovals: USED }, USED],
  ['a part of it', { usedApprovals: { newest: USED.newest } }, { newest: USED.newest }],
  ['nothing', { roleArn: 'arn' }, {}],
  ['something else', { usedApprovals: { newest: 'yesterday', withoutGithub: { run: '3' } } }, {}],
  ['no object', { usedApprovals: 'none' }, {}],
])('a stack remembers %s', (_, outputs, expected) => {
  expect(usedApprovalsIn(outputs)).toEqual(expected);
});

it('is asked for by a program under the full name of its stack', async () => {
  const asked: unknown[] = [];
  await runtime.setMocks(
    {
      newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
      call(call) {
        asked.push(call);
        return { outputs: { usedApprovals: USED } };
      },
    },
    'model-deployment-iam',
    'churn',
    false,
    'acme',
  );
  expect(await rememberedApprovals()).toEqual(USED);
  expect(asked).toMatchObject([
    { token: 'pulumi:pulumi:readStackOutputs', inputs: { name: 'acme/model-deployment-iam/churn' } },
  ]);
  await runtime.disconnect();
});
