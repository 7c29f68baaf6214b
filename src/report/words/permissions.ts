import { counted } from './count';
import { broadestFirst, namedWithin } from './room';
import { parseArn } from '../../aws/arn';
import type { PermissionDifference, UnchangedPermission } from '../../iam/compare/difference';
import type { ReadCondition } from '../../iam/policy/policy';
import { isUsuallyWithoutResource, isWithoutResources } from '../../iam/reference/action-resources';
import { actionDetails, DETAILED_SERVICES } from '../../iam/reference/details';
import { actionsMatching } from '../../iam/reference/names';
import type { PartialTarget } from '../../iam/target';
import { groupBy } from '../../shared/group-by';
import { code, joined, type Part, strong, type Words, words } from '../inline';

/** What a statement names, in words: actions, resources and conditions. */

type Named = Pick<
  PermissionDifference | UnchangedPermission,
  'action' | 'exceptActions' | 'actions' | 'resource' | 'exceptResources' | 'statement'
>;

/** So few are named one by one. */
const FEW = 4;

/**
 * The actions of a permission.
 *
 * @param most of so many exceptions, the names
 */
export function actionWords(named: Named, most = Infinity): Words {
  const { action, actions, exceptActions } = named;
  if (isEveryAction(named)) {
    return exceptActions.length > 0
      ? words`${strong('all actions but')} ${exceptionNames(exceptActions, most)}`
      : [strong('all actions')];
  }
  if (!isPattern(named)) return [code(action)];
  if (isExhaustive(named) && actions.length <= FEW) return names(actions);

  const pattern =
    exceptActions.length > 0 ? words`${strong('all but')} ${exceptionNames(exceptActions, most)}` : [code(action)];
  return isExhaustive(named) ? words`${pattern} (${share(named)})` : pattern;
}

/** Whether a statement allows whatever there is, perhaps with exceptions. What a denial takes away is not all, but what was there. */
export function isEveryAction({ action, statement: { effect } }: Named): boolean {
  return action === '*' && effect === 'Allow';
}

/** Whether `actions` has all that are meant: of services that are not known in full it has but examples. */
export function isExhaustive(named: Named): boolean {
  if (!isPattern(named)) return true;
  const service = named.action.split(':')[0]!.toLowerCase();
  return DETAILED_SERVICES.includes(service) || named.actions.every((action) => actionDetails(action) !== undefined);
}

/** Whether none of the actions is about a resource, so that `*` is all that a statement can name. */
export function isWithoutResource({ action, actions, resource, exceptResources }: Named): boolean {
  const takesNone = (name: string) => isUsuallyWithoutResource(name) || actionDetails(name)?.resourceTypes.length === 0;
  const all = actions.length > 0 ? actions : [action];
  return resource === '*' && exceptResources.length === 0 && all.every(takesNone);
}

/** Whether a statement names resources for actions that have none, so that nobody knows whether it has an effect. */
export function isOfUnknownEffect({ actions, resource }: Named): boolean {
  return resource !== '*' && actions.length > 0 && actions.every(isWithoutResources);
}

function exceptionNames(exceptions: readonly string[], most: number): Words {
  return namedWithin(most, broadestFirst(most, exceptions).map(code), ', ', 'exceptions');
}

function isPattern({ action, exceptActions }: Named): boolean {
  return exceptActions.length > 0 || /[*?]/.test(action);
}

function share({ action, actions, exceptActions }: Named): string {
  const all = exceptActions.length > 0 || action === '*' ? actions.length : actionsMatching(action).length;
  return actions.length < all ? `${actions.length} of ${counted(all, 'action')}` : counted(actions.length, 'action');
}

/** What an ARN is of: a kind in words, and its name; the name is from outside. */
export interface ArnNoun {
  readonly kind: string;
  readonly name: string;
}

/** By service, and by the type in the ARN. */
const KINDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  sagemaker: {
    endpoint: 'endpoint',
    'endpoint-config': 'endpoint configuration',
    'inference-component': 'inference component',
    model: 'model',
  },
  ec2: { 'network-interface': 'network interface', 'security-group': 'security group', subnet: 'subnet' },
  ecr: { repository: 'repository' },
  kms: { key: 'KMS key' },
};

/** @returns `undefined` for what does not lie in the target's own region and account, or whose ARN does not say of which type it is */
export function arnNoun(arn: string, { partition, region, account }: PartialTarget): ArnNoun | undefined {
  const parsed = parseArn(arn);
  if (!parsed.ok || parsed.value.partition !== partition) return undefined;

  const { service, resource } = parsed.value;
  const isAt = (place: string, owner: string) => parsed.value.region === place && parsed.value.account === owner;
  if (service === 's3') return isAt('', '') ? s3Noun(resource) : undefined;
  const [, type, name] = /^([^/]+)\/(.+)$/s.exec(resource) ?? [];
  if (service === 'iam') return isAt('', account) && type === 'role' && name ? { kind: 'role', name } : undefined;
  if (!isAt(region, account)) return undefined;
  if (service === 'logs') return logsNoun(resource);
  const kinds = Object.hasOwn(KINDS, service) ? KINDS[service]! : {};
  if (!name) return undefined;
  if (Object.hasOwn(kinds, type!)) return { kind: kinds[type!]!, name };
  // What stands in an ARN is from outside.
  return PLAIN.test(service) && PLAIN.test(type!)
    ? { kind: `${service} ${type!.replaceAll('-', ' ')}`, name }
    : undefined;
}

const PLAIN = /^[a-z][a-z0-9-]{0,39}$/;

/** What the ARNs are of, those of one kind together: endpoints `a`, `b`. */
export function arnWords(arns: readonly string[], target: PartialTarget): Words[] {
  return groupBy([...new Set(arns)], (arn) => arnNoun(arn, target)?.kind ?? arn).map((alike) => {
    const nouns = alike.map((arn) => arnNoun(arn, target)).filter((each) => each !== undefined);
    if (nouns.length === 0) return [alike[0] === '*' ? strong('everything') : code(alike[0]!)];
    return words`${kindOf(nouns)} ${names(nouns.map(({ name }) => name))}`;
  });
}

/** For several names, and for a pattern, the plural. */
export function kindOf(nouns: readonly ArnNoun[]): string {
  const isOne = nouns.length === 1 && !/[*?]/.test(nouns[0]!.name);
  return isOne ? nouns[0]!.kind : `${nouns[0]!.kind.replace(/ory$/, 'orie')}s`;
}

function s3Noun(resource: string): ArnNoun | undefined {
  if (/^[^/]+\/./s.test(resource)) return { kind: 'object', name: resource };
  // A wildcard in a bucket's name also stands for a slash and what follows.
  return /[*?/]/.test(resource) ? undefined : { kind: 'bucket', name: resource };
}

/** A log group's ARN with `:*` behind it is that of its streams. */
function logsNoun(resource: string): ArnNoun | undefined {
  const [, group, stream] = /^log-group:([^:]+)(?::log-stream:(.+)|:\*)?$/s.exec(resource) ?? [];
  if (!group) return undefined;
  const name = resource.slice('log-group:'.length);
  return { kind: stream === undefined ? 'log group' : 'log stream', name };
}

/** Operators in words. Others, and those with a quantifier, are shown by their names. */
const OPERATORS: Readonly<Record<string, string>> = {
  StringEquals: 'is',
  StringNotEquals: 'is not',
  StringLike: 'is like',
  StringNotLike: 'is not like',
  // AWS makes no difference between these two.
  ArnEquals: 'is like',
  ArnLike: 'is like',
  Bool: 'is',
  IpAddress: 'is in',
  NotIpAddress: 'is not in',
  NumericEquals: 'is',
  NumericNotEquals: 'is not',
  NumericLessThan: 'is less than',
  NumericLessThanEquals: 'is at most',
  NumericGreaterThan: 'is more than',
  NumericGreaterThanEquals: 'is at least',
  DateLessThan: 'is before',
  DateGreaterThan: 'is after',
};

/**
 * @param most of so many values of a condition, the names
 * @returns words for each of the conditions, all of which must hold
 */
export function conditionWords(conditions: readonly ReadCondition[], most = Infinity): Words[] {
  return conditions.map(
    ({ operatorText, key, values }) => words`${code(key)} ${comparison(operatorText, values, most)}`,
  );
}

function comparison(operator: string, values: readonly string[], most: number): Part {
  const isNull = operator === 'Null' && values.length === 1 ? values[0]!.toLowerCase() : '';
  if (isNull === 'true') return 'is absent';
  if (isNull === 'false') return 'is present';

  const required = operator.replace(/IfExists$/, '');
  if (!Object.hasOwn(OPERATORS, required)) return words`${code(operator)} ${listed(values, most)}`;
  return words`${OPERATORS[required]!} ${listed(values, most)}${required === operator ? '' : ' or is absent'}`;
}

function listed(values: readonly string[], most: number): Part {
  if (values.length === 0) return '(nothing)';
  return namedWithin(most, broadestFirst(most, values).map(code), ' or ', 'values');
}

function names(all: readonly string[]): Words {
  return joined(all.map(code), ', ');
}
