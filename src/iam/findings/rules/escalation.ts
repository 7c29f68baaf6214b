import { globIncludes, globsOverlap } from '../../glob/algebra';
import type { Glob } from '../../glob/glob';
import { resourceGlob, widestResourceGlob } from '../../glob/resource-pattern';
import { namedEntries, type ReadPolicy, type ReadStatement } from '../../policy/policy';
import type { FindingsContext, StateBucket } from '../context';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { listed, quoted } from '../text';
import { allowsOf, placeOf } from '../view';
import { isFullAccess, namesEverything } from './breadth';
import { mayMatchAction } from './matching';

const PASS_ANY_ROLE: Rule = {
  id: 'pass-any-role',
  severity: 'security',
  title: 'Any role of the account may be passed to a service.',
  why: 'Whoever has the role can start something that runs with the permissions of the mightiest role there is.',
  fix: 'Name the ARN of the execution role as the resource of iam:PassRole.',
  documentation: PAGES.passRole,
};

const PASS_ROLE_TO_ANY_SERVICE: Rule = {
  id: 'pass-role-to-any-service',
  severity: 'suggestion',
  title: 'A role may be passed to any service that it trusts.',
  why: 'If the role comes to trust another service, it can be passed to that as well.',
  fix: 'Add the condition StringEquals iam:PassedToService with sagemaker.amazonaws.com.',
  documentation: PAGES.passRole,
};

const PRIVILEGE_ESCALATION: Rule = {
  id: 'privilege-escalation',
  severity: 'security',
  title: 'An action is allowed by which the role can give itself more permissions.',
  why: 'What the policy does not allow is only a request away.',
  fix: 'Remove the action, or limit it to resources that have fewer permissions than the role.',
  documentation: PAGES.escalation,
};

const BUCKET_POLICY_ESCALATION: Rule = {
  id: 'bucket-policy-escalation',
  severity: 'security',
  title: 'The role may change who has access to a bucket whose objects it may not fully use.',
  why: 'It can give itself, or the public, the access that the policy does not allow.',
  fix: 'Remove the action that changes access or life cycle of the bucket.',
  documentation: PAGES.s3Resources,
};

const STATE_WRITABLE: Rule = {
  id: 'state-bucket-writable',
  severity: 'security',
  title: 'The role may write where Pulumi keeps its state.',
  why: 'The state says what the role may do: whoever can write it can rewrite the permissions of the role with the next deployment, and can read what else is in it.',
  fix: 'Keep the state in a bucket of its own, or limit the role to a folder apart from the state.',
  documentation: PAGES.leastPrivilege,
};

export const ESCALATION_RULES: readonly Rule[] = [
  ...[PASS_ANY_ROLE, PASS_ROLE_TO_ANY_SERVICE, PRIVILEGE_ESCALATION, BUCKET_POLICY_ESCALATION, STATE_WRITABLE],
];

/** Actions that give permissions to whomever they are used on. */
const GIVING_PERMISSIONS = [
  ...['iam:AddUserToGroup', 'iam:AttachGroupPolicy', 'iam:AttachRolePolicy', 'iam:AttachUserPolicy'],
  ...['iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:CreatePolicyVersion', 'iam:DeleteRolePermissionsBoundary'],
  ...['iam:DeleteUserPermissionsBoundary', 'iam:PutGroupPolicy', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
  ...['iam:PutUserPermissionsBoundary', 'iam:PutUserPolicy', 'iam:SetDefaultPolicyVersion'],
  ...['iam:UpdateAssumeRolePolicy', 'iam:UpdateLoginProfile'],
];

const CHANGING_BUCKET_ACCESS = ['s3:PutBucketPolicy', 's3:PutBucketAcl', 's3:PutLifecycleConfiguration'];
const USING_OBJECTS = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'];

const CHANGING_OBJECTS = [
  ...['s3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion', 's3:RestoreObject', 's3:ReplicateObject'],
  ...['s3:PutObjectAcl', 's3:PutObjectVersionAcl'],
];
const CHANGING_BUCKETS = [
  ...['s3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutBucketAcl', 's3:PutLifecycleConfiguration'],
  ...['s3:PutReplicationConfiguration', 's3:DeleteBucket'],
];

export function checkEscalation(policy: ReadPolicy, { state, target }: FindingsContext): Problem[] {
  return [
    // That everything is allowed is a finding of its own.
    ...allowsOf(policy)
      .filter((statement) => !isFullAccess(statement))
      .flatMap((statement) => [
        ...passRole(statement),
        ...givingPermissions(statement),
        ...bucketAccess(statement, policy),
      ]),
    ...(state ? stateWritable(policy, state, target?.partition) : []),
  ];
}

function passRole(statement: ReadStatement): Problem[] {
  const { actions, resources, conditions } = statement;
  if (!mayMatchAction(actions, 'iam:PassRole') || !resources) return [];
  const roles = resources.not ? ['*'] : resources.entries.filter((entry) => /^(\*|arn:[^:]*:iam:)/.test(entry));
  if (roles.length === 0) return [];

  const place = placeOf(statement);
  const wide = roles.filter(isAnyRole);
  if (wide.length > 0) {
    const found = resources.not ? 'every role but those in NotResource' : `every role that fits ${listed(wide)}`;
    return [{ rule: PASS_ANY_ROLE, statement: place, message: `iam:PassRole is allowed on ${found}.` }];
  }
  if (conditions.some(({ key }) => key.toLowerCase() === 'iam:passedtoservice')) return [];
  const message = `iam:PassRole is allowed on ${listed(roles)} without a condition on iam:PassedToService.`;
  return [{ rule: PASS_ROLE_TO_ANY_SERVICE, statement: place, message }];
}

/** `*`, `arn:aws:iam::123456789012:*`, `arn:aws:iam::123456789012:role/*` */
function isAnyRole(entry: string): boolean {
  return entry === '*' || /^arn:[^:]*:iam:[^:]*:[^:]*:(\*|role\/?\**|role\/\*\/\*)$/.test(entry);
}

function givingPermissions(statement: ReadStatement): Problem[] {
  if (!isAboutAnything(statement, 'iam')) return [];
  const found = GIVING_PERMISSIONS.filter((action) => mayMatchAction(statement.actions, action));
  if (found.length === 0) return [];
  const message = `The role can give permissions to itself or to others by ${listed(found)}.`;
  return [{ rule: PRIVILEGE_ESCALATION, statement: placeOf(statement), message }];
}

/** Whether a statement names all resources, or all of a type, of a service. */
function isAboutAnything({ resources }: ReadStatement, service: string): boolean {
  if (!resources) return false;
  return (
    resources.not ||
    resources.entries.some(
      (entry) =>
        entry === '*' ||
        (entry.split(':')[2] === service && (namesEverything(entry) || /:(?:[a-z-]+\/)?\*+$/.test(entry))),
    )
  );
}

/** Who may use all objects in full gains nothing by changing who else may. */
function bucketAccess(statement: ReadStatement, policy: ReadPolicy): Problem[] {
  const changing = CHANGING_BUCKET_ACCESS.filter((action) => mayMatchAction(statement.actions, action));
  if (changing.length === 0 || !statement.resources || statement.resources.not) return [];

  const buckets = statement.resources.entries.filter((entry) => entry === '*' || /^arn:[^:]*:s3:::[^/]+$/.test(entry));
  return buckets.flatMap((bucket): Problem[] => {
    const objects = bucket === '*' ? '*' : `${bucket.replace(/\*+$/, '*')}/*`;
    const open = changing.filter((action) => !isDenied(policy, action, bucket));
    const missing = USING_OBJECTS.filter(
      (action) => !isAllowed(policy, action, objects) || isDenied(policy, action, objects),
    );
    if (open.length === 0 || missing.length === 0) return [];
    const message = `On ${quoted(bucket)}, ${listed(open)} can give the access that the policy does not: ${listed(missing)}.`;
    return [{ rule: BUCKET_POLICY_ESCALATION, statement: placeOf(statement), message }];
  });
}

function isAllowed(policy: ReadPolicy, action: string, resource: string): boolean {
  return allowsOf(policy).some((statement) => coversRequest(statement, action, resource, policy));
}

function isDenied(policy: ReadPolicy, action: string, resource: string): boolean {
  return policy.statements.some(
    (statement) =>
      statement.effect === 'Deny' &&
      statement.conditions.length === 0 &&
      coversRequest(statement, action, resource, policy),
  );
}

function coversRequest(statement: ReadStatement, action: string, resource: string, { variables }: ReadPolicy): boolean {
  if (!mayMatchAction(statement.actions, action)) return false;
  const wanted = resourceGlob(resource, variables);
  return namedEntries(statement.resources).some((entry) => globIncludes(resourceGlob(entry, variables), wanted));
}

function stateWritable(policy: ReadPolicy, { bucket, prefix = '' }: StateBucket, partition = 'aws'): Problem[] {
  const arn = `arn:${partition}:s3:::${bucket}`;
  const targets = [
    { actions: CHANGING_OBJECTS, resource: `${arn}/${prefix}.pulumi/*` },
    { actions: CHANGING_BUCKETS, resource: arn },
  ];
  return allowsOf(policy).flatMap((statement): Problem[] => {
    const found = targets
      .filter(({ resource }) => reaches(statement, resourceGlob(resource, false), policy))
      .flatMap(({ actions, resource }) => actions.filter((action) => !isDenied(policy, action, resource)))
      .filter((action) => mayMatchAction(statement.actions, action));
    if (found.length === 0) return [];
    const place = `${quoted(`s3://${bucket}/${prefix}`)}, where Pulumi keeps its state`;
    const message = `${listed(found)} ${found.length === 1 ? 'is' : 'are'} allowed in ${place}.`;
    return [{ rule: STATE_WRITABLE, statement: placeOf(statement), message }];
  });
}

function reaches({ resources }: ReadStatement, target: Glob, { variables }: ReadPolicy): boolean {
  if (!resources) return false;
  return resources.not
    ? !resources.entries.some((entry) => globIncludes(resourceGlob(entry, variables), target))
    : resources.entries.some((entry) => globsOverlap(widestResourceGlob(entry, variables), target));
}
