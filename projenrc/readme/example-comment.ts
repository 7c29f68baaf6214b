import { accessOf } from '../../src/action/access';
import { planOf } from '../../src/action/plan';
import type { InputName } from '../../src/contract';
import { renderComment } from '../../src/report/render/comment';
import { readRequest } from '../../src/request/read-request';
import type { Change } from '../../src/stack/change';
import type { StackResult } from '../../src/stack/execute';

const INPUTS: Partial<Record<InputName, string>> = {
  endpoint: 'churn-prod',
  bucket: 'my-models',
  region: 'us-west-2',
  permissions: 'deploy',
  trust: 'github',
  'backend-url': 's3://my-pulumi-state',
};

const REPOSITORY = { full_name: 'acme/churn', default_branch: 'main' };

const ENVIRONMENT = {
  GITHUB_REPOSITORY: REPOSITORY.full_name,
  GITHUB_REPOSITORY_ID: '456789',
  GITHUB_REPOSITORY_OWNER_ID: '123456',
};

const CREATED: readonly Pick<Change, 'type' | 'resource'>[] = [
  { type: 'aws:iam/policy:Policy', resource: 'modelDeploymentPolicy' },
  { type: 'aws:iam/role:Role', resource: 'modelDeploymentRole' },
  { type: 'aws:iam/rolePolicyAttachment:RolePolicyAttachment', resource: 'modelDeploymentRolePolicyAttachment' },
];

/** The comment on a pull request with the workflow of the quick start, without its marker. */
export function exampleComment(): string {
  const { request } = readRequest({
    input: (name) => INPUTS[name] ?? '',
    environment: ENVIRONMENT,
    event: { payload: { repository: REPOSITORY } },
  });
  const plan = planOf(request!, '123456789012');
  const { policy, trustPolicy } = plan.settings.component;
  const result: StackResult = {
    errors: [],
    outside: [],
    tagged: [],
    beginning: new Map(),
    changes: CREATED.map((change) => ({ ...change, urn: '', operation: 'create', status: 'planned', properties: [] })),
    resources: {
      'aws:iam/policy:Policy': { after: { policy } },
      'aws:iam/role:Role': { after: { assumeRolePolicy: trustPolicy } },
    },
  };
  const access = accessOf(plan, { command: 'preview', result });
  const run = {
    url: 'https://github.com/acme/churn/actions/runs/1',
    attempt: 1,
    workflow: 'model access',
    sha: 'c0ffee0'.padEnd(40, '0'),
  };
  return renderComment({ outcome: 'completed', command: 'preview', run, access }, '').trim();
}
