import { bootstrapNeeds, trustPolicy } from '../../src/template/bootstrap/needs';
import { readDeployment } from '../../src/template/options/read-deployment';

const ACCOUNT = '123456789012';

/** The roles that the bootstrap of the quick start makes, for the repository `acme/churn`. */
export function workflowRoles() {
  const deployment = readDeployment(
    { endpoint: 'churn-prod', bucket: 'my-models', region: 'us-west-2', accountId: ACCOUNT, samples: false },
    '/',
  );
  const { roles } = bootstrapNeeds(deployment.environments[0]!, deployment, {
    account: ACCOUNT,
    literal: '${',
    repository: 'acme/churn',
    immutableRepository: 'acme@123456/churn@456789',
  });
  return roles.map(({ id, name, trust, policy }) => ({
    id,
    name,
    trust: trustPolicy(trust, [...trust.subjects, ...trust.immutableSubjects]),
    policy,
  }));
}

/** Of each role who may assume it, and what it may do, as Markdown. */
export function workflowRolesText(): string {
  return workflowRoles()
    .flatMap(({ name, trust, policy }) => [
      `The trust policy of \`${name}\`:`,
      json(trust),
      `<details><summary>What <code>${name}</code> may do</summary>`,
      json(policy),
      '</details>',
    ])
    .join('\n\n');
}

function json(document: object): string {
  return ['```json', JSON.stringify(document, undefined, 2), '```'].join('\n');
}
