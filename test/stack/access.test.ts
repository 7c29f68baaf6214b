import { type Output, runtime } from '@pulumi/pulumi';
import { ModelDeploymentAccess, type ModelDeploymentAccessArgs } from '../../src/stack/access';
import type { Adoption } from '../../src/stack/adoption';

type Resource = Pick<runtime.MockResourceArgs, 'type' | 'name' | 'inputs'>;

const ARGS: ModelDeploymentAccessArgs = {
  name: 'churn-access',
  path: '/models/',
  policy: '{"Statement":["what the role may do"]}',
  trustPolicy: '{"Statement":["who may assume it"]}',
  permissionsBoundary: 'arn:aws:iam::123456789012:policy/boundary',
  maxSessionDuration: 7200,
  tags: { team: 'fraud' },
};

/** In place of the engine: what the program asks it for. */
async function resourcesOf(args: ModelDeploymentAccessArgs, adoption?: Adoption) {
  const resources: Resource[] = [];
  const imported: Record<string, string> = {};
  await runtime.setMocks({
    newResource({ type, name, inputs, id }) {
      // The mocks have the id to import by where there is one.
      if (id) imported[name] = id;
      resources.push({ type, name, inputs });
      return { id: `id of ${name}`, state: { ...inputs, arn: `arn of ${name}` } };
    },
    call: ({ inputs }) => inputs,
  });
  const { policyArn, roleArn, attached } = new ModelDeploymentAccess('modelDeployment', args, { adoption });
  const outputs = await Promise.all([policyArn, roleArn, attached].map((output: Output<string>) => valueOf(output)));
  await new Promise((resolve) => setImmediate(resolve));
  await runtime.disconnect();
  return { resources, outputs, imported };
}

function valueOf<T>(output: Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply(resolve));
}

it('is a policy, a role and their attachment, with all that is asked for', async () => {
  const { resources, outputs } = await resourcesOf(ARGS);
  expect(resources).toEqual([
    { type: 'model-deployment-iam:index:ModelDeploymentAccess', name: 'modelDeployment', inputs: {} },
    {
      type: 'aws:iam/policy:Policy',
      name: 'modelDeploymentPolicy',
      inputs: {
        name: 'churn-access',
        path: '/models/',
        description: 'Policy to permit specific operations on S3 and SageMaker for model deployment',
        policy: ARGS.policy,
        tags: { team: 'fraud' },
      },
    },
    {
      type: 'aws:iam/role:Role',
      name: 'modelDeploymentRole',
      inputs: {
        name: 'churn-access',
        path: '/models/',
        assumeRolePolicy: ARGS.trustPolicy,
        permissionsBoundary: ARGS.permissionsBoundary,
        maxSessionDuration: 7200,
        tags: { team: 'fraud' },
      },
    },
    {
      type: 'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
      name: 'modelDeploymentRolePolicyAttachment',
      inputs: { role: 'churn-access', policyArn: 'arn of modelDeploymentPolicy' },
    },
  ]);
  expect(outputs).toEqual([
    'arn of modelDeploymentPolicy',
    'arn of modelDeploymentRole',
    'id of modelDeploymentRolePolicyAttachment',
  ]);
});

it('has no boundary where none is asked for', async () => {
  const { resources } = await resourcesOf({ ...ARGS, permissionsBoundary: undefined });
  expect(resources.find(({ type }) => type.endsWith(':Role'))!.inputs.permissionsBoundary).toBeUndefined();
});

it('takes over what it is told to, and makes the rest', async () => {
  const adoption = { policy: 'arn of the policy', attachment: 'churn-access/arn of the policy' };
  const { imported } = await resourcesOf(ARGS, adoption);
  expect(imported).toEqual({
    modelDeploymentPolicy: 'arn of the policy',
    modelDeploymentRolePolicyAttachment: 'churn-access/arn of the policy',
  });
});
