import type { AccessTest } from './access-test';
import { hasSeveral, isRange } from './described';
import type { Written, WrittenKey } from './written-test';
import { similarName } from '../../shared/similar-name';
import type { RequestPrincipal } from '../evaluate/principal';
import { globsOverlap } from '../glob/algebra';
import { referenceGlob } from '../glob/reference-pattern';
import { resourceGlob } from '../glob/resource-pattern';
import { resourcesOfAction } from '../reference/action-resources';
import {
  conditionKeyNames,
  conditionKeyType,
  isClaimKey,
  isDocumentedAs,
  isGlobalConditionKey,
} from '../reference/condition-keys';
import { actionDetails } from '../reference/details';
import { actionsMatching, actionText, isService, serviceNames } from '../reference/names';
import { REFERENCE_SOURCE } from '../reference/source';

/** What makes a test one that nobody can rely on: names that AWS does not know, and values that no request has. */

/** @returns what is expected instead of an action; `undefined` if there is one */
export function wrongAction(action: string): string | undefined {
  if (action === '*' || actionsMatching(action).length > 0) return undefined;
  const service = action.split(':')[0]!;
  const similar = isService(service)
    ? similarName(action, actionsMatching(`${service}:*`).map(actionText))
    : similarName(service, serviceNames());
  return `an action in AWS's list of ${REFERENCE_SOURCE.date}, which has no ${action}${meant(similar)}`;
}

function meant(similar: string | undefined): string {
  return similar === undefined ? '' : `; did you mean ${similar}?`;
}

/** @param actions that exist */
export function wrongKey(key: string, actions: readonly string[], isOfTrust: boolean): string | undefined {
  if (isClaimKey(key) || isGlobalConditionKey(key)) return undefined;
  if (!conditionKeyType(key)) {
    return `a condition key in AWS's list of ${REFERENCE_SOURCE.date}, which has no ${key}${meant(similarName(key, conditionKeyNames(key)))}`;
  }
  if (isOfTrust) return undefined;
  const details = actions.flatMap((action) => actionsMatching(action)).map((name) => actionDetails(actionText(name)));
  const isPossible = details.some(
    (each) =>
      !each ||
      [...each.conditionKeys, ...each.resourceTypes.flatMap(({ conditionKeys }) => conditionKeys)].some((known) =>
        isDocumentedAs(key, known),
      ),
  );
  return isPossible ? undefined : `a condition key that requests for ${actions.join(', ')} can have, not ${key}`;
}

/** @param where `unless` is a condition, in which lists of values are not said clearly */
export function wrongValues({ key, values }: WrittenKey, where: 'context' | 'unless'): [Written, string] | undefined {
  if (values === null) return undefined;
  if (hasSeveral(key)) {
    if (where === 'unless') return [values[0]!, `a key with one value at a time in unless, not ${key}`];
    const pattern = values.find(({ text }) => isRange(key, text));
    return pattern && [pattern, `values of ${key} without wildcards, because it has several at a time`];
  }
  const type = conditionKeyType(key)?.values ?? 'String';
  const wrong = values.find(({ text }) => !VALUES[type].test(text));
  return wrong && [wrong, `${WORDS[type]} as value of ${key}, not ${JSON.stringify(wrong.text)}`];
}

const VALUES = {
  String: /^[^]*$/,
  Arn: /^(arn:|\*)/,
  Bool: /^(true|false)$/i,
  Numeric: /^-?\d+(\.\d+)?$/,
  Date: /^(\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?|\d{9,})$/,
  IpAddress: /^(\d{1,3}(\.\d{1,3}){3}(\/\d{1,2})?|[0-9a-f:.]*:[0-9a-f:.]*(\/\d{1,3})?)$/i,
} as const;

const WORDS = {
  String: 'a text',
  Arn: 'an ARN',
  Bool: 'true or false',
  Numeric: 'a number',
  Date: 'a date such as 2026-12-31T00:00:00Z',
  IpAddress: 'an IP address or a range such as 192.0.2.0/24',
} as const;

/** @returns what is expected of the form of an ARN; `undefined` if it is one, or a pattern of some */
export function wrongResource(resource: string): string | undefined {
  if (resource === '*') return undefined;
  if (resource.includes('${')) return 'no policy variable: a test is about requests, which have none';
  return /^arn(:[^:]*){5}/.test(resource) && !resource.endsWith(':')
    ? undefined
    : 'an ARN with all of its parts, arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE, or *';
}

/** A pattern would be the name of nobody, so that a test of it would hold whatever the trust policy says. */
export function wrongPrincipal({ type, value }: RequestPrincipal): string | undefined {
  if (value === '*') return undefined;
  switch (type) {
    case 'AWS':
      return /^(\d{12}|arn:[^:*?]+:(iam|sts)::\d{12}:[^*?]+)$/.test(value)
        ? undefined
        : 'the ARN of a user, a role, its session or the root of an account, without wildcards, or * for anybody';
    case 'Service':
      return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(value)
        ? undefined
        : 'a service such as sagemaker.amazonaws.com, or * for any';
    default:
      return /^(arn:[^:*?]+:iam::\d{12}:(oidc|saml)-provider\/[^*?]+|[a-z0-9-]+(\.[a-z0-9-]+)+)$/.test(value)
        ? undefined
        : 'the ARN of an identity provider, without wildcards, or * for any';
  }
}

/** A resource that is wrong; without its place where one is missing. */
interface Misfit {
  readonly resource?: number;
  readonly expected: string;
}

/**
 * Whether the actions can be about the resources. An action that needs several is allowed only if it is on each of them, so
 * that a test of it has to name them all.
 */
export function misfits({
  actions,
  resources,
  expect,
}: Pick<AccessTest, 'actions' | 'resources' | 'expect'>): Misfit[] {
  if (!resources || resources.includes('*')) return [];
  const globs = resources.map((resource) => resourceGlob(resource, false));
  const isOf = (index: number, arnPattern: string) => globsOverlap(globs[index]!, referenceGlob(arnPattern));
  const known = actions.flatMap((action) => (action === '*' ? [] : actionsMatching(action).map(actionText)));
  const forms = [...new Set(known.flatMap((action) => resourcesOfAction(action).arnPatterns))];
  const strange = actions.includes('*')
    ? []
    : resources.flatMap((resource, index) =>
        forms.some((form) => isOf(index, form))
          ? []
          : [{ resource: index, expected: `a resource that ${actions.join(', ')} can be about, not ${resource}` }],
      );
  const missing = actions.flatMap((action) => missingFor(action, resources, isOf, expect));
  return [...strange, ...missing];
}

function missingFor(
  action: string,
  resources: readonly string[],
  isOf: (index: number, arnPattern: string) => boolean,
  expect: AccessTest['expect'],
): Misfit[] {
  if (/[*?]/.test(action)) return [];
  const { arnPatterns } = resourcesOfAction(action);
  if (arnPatterns.length === 0) return [{ expected: `no resource, because ${action} is about none` }];
  const has = (arnPattern: string) => resources.some((_, index) => isOf(index, arnPattern));
  const types = actionDetails(action)?.resourceTypes.filter(({ required }) => required) ?? [];
  const lacking = expect === 'allow' ? types.find(({ arnPattern }) => !has(arnPattern)) : undefined;
  if (lacking) {
    const article = /^[aeiou]/i.test(lacking.name) ? 'an' : 'a';
    return [
      { expected: `${article} ${lacking.name} among the resources: ${action} is allowed only if it is on that, too` },
    ];
  }
  return arnPatterns.some(has) ? [] : [{ expected: `a resource that ${action} can be about` }];
}
