import { CreatePolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import type { PolicyDocument } from '../../src/iam/policy/document';
import { bootstrapNeeds, trustPolicy } from '../../src/template/bootstrap/needs';
import { readDeployment } from '../../src/template/options/read-deployment';
import type { Sandbox } from '../sandbox';

/** Makes the roles that the README's workflows assume, and the boundary, as its bootstrap does; all else is there. */
export async function createWorkflowRoles({ aws, github, backendUrl }: Sandbox): Promise<void> {
  const deployment = readDeployment(
    {
      ...{ endpoint: 'churn-prod', bucket: 'my-models', region: aws.region, accountId: aws.accountId },
      ...{ backendUrl, samples: false },
    },
    '/',
  );
  const { boundary, roles } = bootstrapNeeds(deployment.environments[0]!, deployment, {
    account: aws.accountId,
    literal: '${',
    repository: github.repository,
    immutableRepository: github.repository.replace('/', '@123456/').concat('@456789'),
  });
  const iam = new IAMClient(aws.client(aws.admin));
  const { name: PolicyName, policy } = boundary!;
  await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument: JSON.stringify(policy) }));
  for (const { name, trust, policy: own } of roles) {
    const both = trustPolicy(trust, [...trust.subjects, ...trust.immutableSubjects]);
    await aws.createRole(name, both as PolicyDocument, own);
  }
}
