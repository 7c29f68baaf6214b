import { type Asking, bounded, type Done } from './asking';
import { deniedByOrganisation } from './organisation';
import { parseArn } from '../../aws/arn';
import { OWNERSHIP_TAG } from '../../aws/names';
import type { ActionScope } from '../../iam/generate/action-permissions';
import { type Deployment, deployNeeds, statementsFor, unmetNeeds } from '../../iam/verify/deploy-needs';
import { simulatorCalls } from '../../iam/verify/simulator-calls';
import type { DeployRoleReport, RoleReport } from '../../report/model';
import { stateInS3 } from '../../stack/backend';
import { simulateRole } from '../../stack/verify/simulator';
import type { Plan } from '../plan';

/** Whether the role that will run `up` may do what the change needs. */
export async function deployRoleOf(
  { changes }: RoleReport,
  { result }: Done,
  { request, plan, aws }: Asking,
): Promise<DeployRoleReport> {
  const arn = request.deployRoleArn!;
  const settings = bounded(aws);
  const deployment: Deployment = { changes, isTagging: result.tagged.length > 0, ...scopesOf(plan, result) };
  const needs = deployNeeds(deployment);
  const { answers, notes } = await simulateRole({ arn, withOrganisation: false }, simulatorCalls(needs), settings);
  const { missing, open, unknownKeys } = unmetNeeds(needs, answers);
  return {
    arn,
    asked: needs.length - open.length,
    missing: missing.map(({ action, resources }) => ({ action, resources })),
    ...(missing.length > 0 && { statements: statementsFor(missing, deployment).Statement }),
    notes: [
      ...notes,
      ...(unknownKeys.length > 0
        ? [
            `Its policies ask for ${unknownKeys.join(', ')}, of which no value is known before it runs: with the right one, it may do more.`,
          ]
        : []),
      ...(await deniedByOrganisation(arn, needs, answers, settings)),
      ...(request.secretsProvider.startsWith('awskms:')
        ? ['Not asked: whether it may use the KMS key of the state, of which the policy of the key decides as well.']
        : []),
    ],
  };
}

function scopesOf(
  { target, component, settings, roleArn, policyArn }: Plan,
  { resources }: Done['result'],
): Pick<Deployment, 'tags' | 'scope' | 'former'> {
  const { name, path, permissionsBoundary: boundary } = component.args;
  const tags = { ...component.args.tags, [OWNERSHIP_TAG]: settings.ownership };
  const state = stateInS3(settings.backend);
  const { partition, account } = target;
  const scope: ActionScope = {
    ...{ partition, account, path, name },
    ...(state && { stateBucket: state.bucket, stateFolder: state.prefix }),
    ...(boundary !== undefined && { boundary }),
  };
  const there = [
    { arn: resources['aws:iam/role:Role']?.before?.arn, planned: roleArn },
    { arn: resources['aws:iam/policy:Policy']?.before?.arn, planned: policyArn },
  ].find(({ arn, planned }) => typeof arn === 'string' && arn !== planned);
  const former = there && placeOf(there.arn as string);
  return { tags, scope, ...(former && { former: { ...scope, ...former } }) };
}

/** `role/models/churn` is the role `churn` in the path `/models/`. */
function placeOf(arn: string): Pick<ActionScope, 'path' | 'name'> | undefined {
  const parsed = parseArn(arn);
  const [, path, name] = (parsed.ok && /^[a-z]+(\/(?:.*\/)?)([^/]+)$/.exec(parsed.value.resource)) || [];
  return path === undefined || name === undefined ? undefined : { path, name };
}
