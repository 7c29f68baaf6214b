import { accessOf } from '../../src/action/access';
import { planOf } from '../../src/action/plan';
import type { InputName } from '../../src/contract';
import { renderComment } from '../../src/report/render/comment';
import { readRequest } from '../../src/request/read-request';
import type { Change } from '../../src/stack/change';
import type { StackResult } from '../../src/stack/execute';
import { boundaryDocument } from '../../src/template/bootstrap/boundary';

const ACCOUNT = '123456789012';
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/churn-prod-access-boundary`;

const INPUTS: Partial<Record<InputName, string>> = {
  endpoint: 'churn-prod',
  bucket: 'my-models',
  region: 'us-west-2',
  permissions: 'deploy',
  trust: 'github',
  'github-environment': 'production',
  'permissions-boundary': BOUNDARY,
  'backend-url': 's3://model-access-123456789012-us-west-2/production/churn-prod',
};

const REPOSITORY = { full_name: 'acme/churn', default_branch: 'main' };

const ENVIRONMENT = {
  GITHUB_REPOSITORY: REPOSITORY.full_name,
  GITHUB_REPOSITORY_ID: '456789',
  GITHUB_REPOSITORY_OWNER_ID: '123456',
};

const ROLE = 'aws:iam/role:Role';
const BOUND = { path: 'permissionsBoundary', before: undefined, after: BOUNDARY, replaces: false };

const CREATED: readonly Pick<Change, 'type' | 'resource'>[] = [
  { type: 'aws:iam/policy:Policy', resource: 'modelDeploymentPolicy' },
  { type: ROLE, resource: 'modelDeploymentRole' },
  { type: 'aws:iam/rolePolicyAttachment:RolePolicyAttachment', resource: 'modelDeploymentRolePolicyAttachment' },
];

/** The comment on a pull request with the workflow of the quick start, without its marker. */
export function exampleComment(): string {
  const { request } = readRequest({
    input: (name) => INPUTS[name] ?? '',
    environment: ENVIRONMENT,
    event: { payload: { repository: REPOSITORY } },
  });
  const plan = planOf(request!, ACCOUNT);
  const { policy, trustPolicy } = plan.component.args;
  const result: StackResult = {
    errors: [],
    outside: [],
    tagged: [],
    beginning: new Map(),
    components: new Map(),
    changes: CREATED.map((change) => ({
      ...{ ...change, urn: '', operation: 'create', status: 'planned' },
      properties: change.type === ROLE ? [BOUND] : [],
    })),
    resources: {
      'aws:iam/policy:Policy': { after: { policy } },
      [ROLE]: { after: { assumeRolePolicy: trustPolicy, permissionsBoundary: BOUNDARY } },
    },
  };
  const document = JSON.stringify(boundaryDocument(request!, { account: ACCOUNT, literal: '${' }));
  const boundary = { after: { arn: BOUNDARY, document } };
  const access = accessOf(plan, { command: 'preview', result, boundary });
  const run = {
    url: 'https://github.com/acme/churn/actions/runs/1',
    attempt: 1,
    workflow: 'model access',
    sha: 'c0ffee0'.padEnd(40, '0'),
  };
  return renderComment({ outcome: 'completed', command: 'preview', run, access }, '').trim();
}
