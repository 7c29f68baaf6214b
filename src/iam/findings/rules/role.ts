import { namedEntries, type ReadPolicy } from '../../policy/policy';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { listed } from '../text';
import { allowsOf } from '../view';
import { namesAction } from './matching';
import { allowsAction, reachOf } from './reach';

const DIFFERENT_JOBS: Rule = {
  id: 'trust-and-permissions-differ',
  severity: 'warning',
  title: 'Those who can assume the role are not those who need its permissions.',
  why: 'A role serves either as the execution role, which SageMaker assumes to run the model, or as the role of a caller, which a workflow or an application assumes to deploy or to invoke it. Mixed up, it serves for neither.',
  fix: 'Trust whoever is to use the permissions, or give the permissions that the trusted party needs.',
  documentation: PAGES.sagemakerRoles,
};

export const ROLE_RULES: readonly Rule[] = [DIFFERENT_JOBS];

const SAGEMAKER = 'sagemaker.amazonaws.com';

/** What a workflow or an application does with a deployment. */
const CALLER = [
  ...['sagemaker:InvokeEndpoint', 'sagemaker:InvokeEndpointAsync', 'sagemaker:CreateEndpoint'],
  ...[
    'sagemaker:UpdateEndpoint',
    'sagemaker:DeleteEndpoint',
    'sagemaker:CreateModel',
    'sagemaker:CreateEndpointConfig',
  ],
];

/** What SageMaker does to run a model: get the image, write logs and metrics. */
const EXECUTION = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', 'logs:PutLogEvents', 'logs:CreateLogStream'];

/** Looks at both documents of a role together. */
export function checkRole(permissions: ReadPolicy, trust: ReadPolicy): Problem[] {
  const principals = allowsOf(trust).flatMap((statement) => namedEntries(statement.principals));
  if (principals.length === 0 || principals.some(({ value }) => value === '*')) return [];

  const reach = reachOf(permissions);
  const others = principals.filter(({ value }) => value !== SAGEMAKER);
  const caller = CALLER.filter(
    (action) => namesAction(permissions, action) && allowsAction(permissions, action, reach),
  );
  const execution = EXECUTION.filter((action) => allowsAction(permissions, action, reach));
  if (others.length === 0 && caller.length > 0 && execution.length === 0) {
    return [
      {
        rule: DIFFERENT_JOBS,
        message: `Only SageMaker can assume the role, but its permissions are those of a caller (${listed(caller)}), and it may not do what SageMaker needs to run a model (${listed(EXECUTION)}).`,
        fix: 'Trust the workflow or the application that deploys or invokes the model; or use the permission set "execution" for a role that SageMaker assumes.',
      },
    ];
  }
  if (others.length === principals.length && execution.length > 0 && caller.length === 0) {
    return [
      {
        rule: DIFFERENT_JOBS,
        message: `The permissions are those of an execution role (${listed(execution)}), but SageMaker can not assume the role.`,
        fix: `Trust the service ${SAGEMAKER}.`,
      },
    ];
  }
  return [];
}
