import type { ContextEntry } from './context-entry';
import type { SimulatorAnswer } from './simulator-verdict';
import {
  ACTION_PERMISSIONS,
  type ActionPermission,
  actionPolicyDocument,
  type ActionResource,
  type ActionScope,
  arnOf,
} from '../generate/action-permissions';
import type { PolicyDocument, Statement } from '../policy/document';

/** What `up` will do with one resource. */
export interface PlannedChange {
  /** Such as `aws:iam/policy:Policy`. */
  readonly type: string;
  readonly operation: 'create' | 'update' | 'replace' | 'delete' | 'import';
  readonly properties: readonly PlannedProperty[];
}

interface PlannedProperty {
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** What `up` will do, and where. */
export interface Deployment {
  readonly changes: readonly PlannedChange[];
  /** Whether resources get the ownership tag that they lack, which is no change of the access. */
  readonly isTagging: boolean;
  /** Those that what is created or tagged gets. */
  readonly tags: Readonly<Record<string, string>>;
  readonly scope: ActionScope;
  /** The same with the names of what is there, where it is replaced under other ones. */
  readonly former?: ActionScope;
}

/** Something that the role which runs `up` has to be allowed. */
export interface Need {
  readonly action: string;
  readonly resources: readonly string[];
  readonly context: readonly ContextEntry[];
}

/** What may be denied: the report then says what was not looked at. */
const OPTIONAL: readonly ActionResource[] = ['any-policy', 'boundary'];

/** What `up` needs for its changes: of all that the Action may need, that which they take, and reading and the state always. */
export function deployNeeds(deployment: Deployment): Need[] {
  const { scope, former, tags } = deployment;
  const permissions = ACTION_PERMISSIONS.filter(
    ({ commands, resource, verified }) =>
      commands.includes('up') && verified === undefined && !OPTIONAL.includes(resource) && resource !== 'anything',
  );
  const needs = permissions.flatMap((permission) =>
    permission.actions
      .filter((action) => isNeeded(action, deployment))
      .flatMap((action) => needOf(action, permission, former && REMOVING.has(action) ? former : scope))
      .map((need) => (TAGGING.has(need.action) ? { ...need, context: [...need.context, ...tagContext(tags)] } : need)),
  );
  return [...new Map(needs.map((need) => [JSON.stringify(need), need])).values()];
}

/**
 * The statements that allow what is missing, and no more: as docs/aws-permissions.md has them, with the actions that are missing.
 *
 * @param missing needs that `deployNeeds` has told
 */
export function statementsFor(missing: readonly Need[], { scope, former }: Deployment): PolicyDocument {
  const isMissing = (action: string, resource: Statement['Resource']) =>
    missing.some((need) => need.action === action && need.resources.every((arn) => isCovered(arn, resource)));
  const statements = [scope, ...(former ? [former] : [])].flatMap((each) =>
    [actionPolicyDocument(each, ['up']).Statement].flat().flatMap((statement) => {
      const actions = [statement.Action!].flat().filter((action) => isMissing(action, statement.Resource));
      return actions.length > 0 ? [{ ...statement, Action: actions }] : [];
    }),
  );
  return {
    Version: '2012-10-17',
    Statement: [...new Map(statements.map((statement) => [JSON.stringify(statement), statement])).values()],
  };
}

interface UnmetNeeds {
  /** What AWS's simulator denies. */
  readonly missing: readonly Need[];
  /** Of what it says nothing. */
  readonly open: readonly Need[];
  /** Condition keys in lower case that it had no value for where it denied. */
  readonly unknownKeys: readonly string[];
}

export function unmetNeeds(needs: readonly Need[], answers: readonly SimulatorAnswer[]): UnmetNeeds {
  const known = new Map(answers.map((answer) => [keyOf(answer.action, answer.resource, answer.context), answer]));
  const answersTo = ({ action, resources, context }: Need) =>
    resources.map((resource) => known.get(keyOf(action, resource, context)));
  const denials = (need: Need) => answersTo(need).filter((answer) => answer?.isAllowed === false);
  const missing = needs.filter((need) => denials(need).length > 0);
  return {
    missing,
    unknownKeys: [...new Set(missing.flatMap(denials).flatMap((answer) => answer!.missingKeys))],
    open: needs.filter((need) => answersTo(need).includes(undefined)),
  };
}

function keyOf(action: string, resource: string, context: readonly ContextEntry[]): string {
  return JSON.stringify([action.toLowerCase(), resource, context]);
}

const POLICY = 'aws:iam/policy:Policy';
const ROLE = 'aws:iam/role:Role';
const ATTACHMENT = 'aws:iam/rolePolicyAttachment:RolePolicyAttachment';

/** What is done to what is there already, under the name that it has. */
const REMOVING: ReadonlySet<string> = new Set([
  ...['iam:DeletePolicy', 'iam:ListPolicyVersions', 'iam:DeletePolicyVersion'],
  ...['iam:DetachRolePolicy', 'iam:ListInstanceProfilesForRole', 'iam:DeleteRole'],
]);

/** What policies may let happen only with certain tags. */
const TAGGING: ReadonlySet<string> = new Set([
  ...['iam:CreatePolicy', 'iam:TagPolicy', 'iam:CreateRole', 'iam:TagRole'],
]);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html#access_tags_control-requests */
function tagContext(tags: Deployment['tags']): ContextEntry[] {
  const keys = Object.keys(tags);
  if (keys.length === 0) return [];
  return [
    ...keys.map((key): ContextEntry => ({ key: `aws:requesttag/${key}`, values: [tags[key]!], type: 'string' })),
    { key: 'aws:tagkeys', values: keys, type: 'stringList' },
  ];
}

type Test = (deployment: Deployment) => boolean;

const does =
  (type: string, ...operations: readonly PlannedChange['operation'][]): Test =>
  ({ changes }) =>
    changes.some((change) => change.type === type && operations.includes(change.operation));

/** Of a resource that stays. */
const changesProperty =
  (type: string, test: (property: PlannedProperty) => boolean): Test =>
  ({ changes }) =>
    changes.some(
      (change) =>
        change.type === type && ['update', 'import'].includes(change.operation) && change.properties.some(test),
    );

const any =
  (...tests: readonly Test[]): Test =>
  (deployment) =>
    tests.some((test) => test(deployment));

const all =
  (...tests: readonly Test[]): Test =>
  (deployment) =>
    tests.every((test) => test(deployment));

const named = (name: string) => (property: PlannedProperty) => property.path === name;
const isTag = ({ path }: PlannedProperty) => /^tags(All)?(\.|$)/.test(path);
const isGone = ({ after }: PlannedProperty) => after === undefined || after === null;
const isEmpty = ({ after }: PlannedProperty) => after === '' || after === undefined || after === null;
const isSetTag = (property: PlannedProperty) => isTag(property) && !isGone(property);
/** The provider waits until it can read such tags back, whichever tag has changed. */
const hasEmptyTag: Test = ({ tags: wanted }) => Object.values(wanted).includes('');
const tags: Test = ({ isTagging }) => isTagging;

const makesPolicy = does(POLICY, 'create', 'replace');
const removesPolicy = does(POLICY, 'delete', 'replace');
const changesDocument = changesProperty(POLICY, named('policy'));
const makesRole = does(ROLE, 'create', 'replace');
const removesRole = does(ROLE, 'delete', 'replace');
const isBoundary = named('permissionsBoundary');

/**
 * Which changes take which calls of the provider; what is not here is needed for whatever it does. A policy or a role with tags
 * is created only by who may tag it, and both always have the ownership tag.
 */
const NEEDED_FOR: Readonly<Record<string, Test>> = {
  'iam:CreatePolicy': makesPolicy,
  'iam:CreatePolicyVersion': changesDocument,
  'iam:ListPolicyVersions': any(changesDocument, removesPolicy),
  'iam:DeletePolicyVersion': any(changesDocument, removesPolicy),
  'iam:DeletePolicy': removesPolicy,
  'iam:TagPolicy': any(makesPolicy, tags, changesProperty(POLICY, isSetTag)),
  'iam:UntagPolicy': changesProperty(POLICY, (property) => isTag(property) && isGone(property)),
  'iam:ListPolicyTags': all(hasEmptyTag, any(tags, changesProperty(POLICY, isTag))),
  'iam:CreateRole': makesRole,
  'iam:UpdateRole': changesProperty(ROLE, named('maxSessionDuration')),
  'iam:UpdateRoleDescription': changesProperty(ROLE, named('description')),
  'iam:UpdateAssumeRolePolicy': changesProperty(ROLE, named('assumeRolePolicy')),
  'iam:TagRole': any(makesRole, tags, changesProperty(ROLE, isSetTag)),
  'iam:UntagRole': changesProperty(ROLE, (property) => isTag(property) && isGone(property)),
  'iam:ListRoleTags': all(hasEmptyTag, any(tags, changesProperty(ROLE, isTag))),
  'iam:PutRolePermissionsBoundary': changesProperty(ROLE, (property) => isBoundary(property) && !isEmpty(property)),
  'iam:DeleteRolePermissionsBoundary': changesProperty(ROLE, (property) => isBoundary(property) && isEmpty(property)),
  'iam:AttachRolePolicy': any(does(ATTACHMENT, 'create', 'replace'), makesRole),
  'iam:DetachRolePolicy': any(does(ATTACHMENT, 'delete', 'replace'), removesRole),
  'iam:ListInstanceProfilesForRole': removesRole,
  'iam:DeleteRole': removesRole,
};

function isNeeded(action: string, deployment: Deployment): boolean {
  return NEEDED_FOR[action]?.(deployment) ?? true;
}

function needOf(action: string, { resource, provided = [] }: ActionPermission, scope: ActionScope): Need[] {
  const arns = [arnOf(resource, scope) ?? []].flat();
  if (arns.length === 0) return [];
  const { boundary, account, stateFolder = '' } = scope;
  const value = (key: string, text: string, type: ContextEntry['type'] = 'string') => ({ key, values: [text], type });
  const context = [
    ...(provided.includes('own-policy') ? [value('iam:policyarn', [arnOf('policy', scope)!].flat()[0]!)] : []),
    ...(provided.includes('boundary') && boundary ? [value('iam:permissionsboundary', boundary)] : []),
    ...(resource === 'state-bucket' ? [value('s3:prefix', `${stateFolder}.pulumi/`)] : []),
    // That of the role, as a bucket has it that its stack was made for.
    ...(resource.startsWith('state-') ? [value('aws:resourceaccount', account)] : []),
  ];
  return [{ action, resources: arns.map(exampleOf), context }];
}

/** Something that is there, in place of all of it. */
function exampleOf(arn: string): string {
  return arn.replace(/\*$/, 'meta.yaml');
}

function isCovered(arn: string, resource: Statement['Resource']): boolean {
  return [resource!].flat().some((pattern) => arn === exampleOf(String(pattern)));
}
