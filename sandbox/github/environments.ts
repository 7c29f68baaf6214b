import { refusal } from './account';
import type { Operations } from './operation';
import { viewBranchPolicy, viewEnvironment, viewProtectedBranch } from './views';

/** https://docs.github.com/en/rest/deployments/environments and https://docs.github.com/en/rest/branches/branches */
export const ENVIRONMENT_OPERATIONS: Operations = {
  'repos/get-environment': ({ params, repository, url, viewer }) => {
    const name = params.environment_name!;
    const body = viewEnvironment(name, repository.environments.get(name) ?? {}, repository.fullName, url.origin);
    return refusal(viewer, 'read', 'actions') ?? { status: 200, body };
  },

  'repos/list-deployment-branch-policies': ({ params, repository, viewer }) => {
    const { branches } = repository.environments.get(params.environment_name!) ?? {};
    const patterns = typeof branches === 'object' ? branches.map(viewBranchPolicy) : [];
    const body = { total_count: patterns.length, branch_policies: patterns };
    return refusal(viewer, 'read', 'actions') ?? { status: 200, body };
  },

  'repos/get-branch': ({ params, repository, url, viewer }) => {
    const name = params.branch!;
    const body = viewProtectedBranch(name, repository.protectedBranches.has(name), repository.fullName, url.origin);
    return refusal(viewer, 'read', 'contents') ?? { status: 200, body };
  },
};
