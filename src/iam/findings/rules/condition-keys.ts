import { similarName } from '../../../shared/similar-name';
import { type ReadCondition, namedEntries, type ReadPolicy, type ReadStatement } from '../../policy/policy';
import {
  conditionKeyNames,
  conditionKeyType,
  isClaimKey,
  isDocumentedAs,
  isGlobalConditionKey,
} from '../../reference/condition-keys';
import { actionDetails } from '../../reference/details';
import { type ActionName, actionsMatching, actionText } from '../../reference/names';
import { REFERENCE_SOURCE } from '../../reference/source';
import type { Problem, Rule } from '../finding';
import { PAGES } from '../pages';
import { listed, quoted } from '../text';
import { statementId } from '../view';

const INVALID_KEY: Rule = {
  id: 'invalid-condition-key',
  severity: 'error',
  title: 'A condition key is not of the form SERVICE:NAME.',
  why: 'No request has such a key: the condition never holds, or in its negated form always.',
  fix: 'Put the service in front, or aws: for a key of all services.',
  documentation: PAGES.conditionKeys,
};

const UNKNOWN_KEY: Rule = {
  id: 'unknown-condition-key',
  severity: 'warning',
  title: "AWS's list does not have a condition key.",
  why: 'Unless the key is newer than the list, no request has it: the condition never holds, or in its negated form always.',
  fix: 'Correct the name of the key, if it is not a new one.',
  documentation: PAGES.conditionKeys,
};

const KEY_OF_OTHER_ACTIONS: Rule = {
  id: 'condition-key-not-for-action',
  severity: 'warning',
  title: 'A request for the action never has the condition key.',
  why: 'For this action the condition never holds, or in its negated form always.',
  fix: 'Move the action to a statement without the condition, or use a key that its requests have.',
  documentation: PAGES.serviceReference,
};

const KEY_OF_SOME_ACTIONS: Rule = {
  id: 'condition-key-not-for-all-actions',
  severity: 'suggestion',
  title: 'A pattern of actions includes some whose requests never have the condition key.',
  why: 'For these actions the condition never holds, or in its negated form always.',
  fix: 'Name the actions that the condition is meant for one by one.',
  documentation: PAGES.serviceReference,
};

const FORALL_ON_SINGLE_VALUE: Rule = {
  id: 'forall-on-single-valued-key',
  severity: 'security',
  title: 'ForAllValues is used on a key with a single value.',
  why: 'ForAllValues holds where the key is missing, so a request without the key gets past the condition.',
  fix: 'Leave ForAllValues out.',
  documentation: PAGES.multivalued,
};

const FORANY_ON_SINGLE_VALUE: Rule = {
  id: 'forany-on-single-valued-key',
  severity: 'warning',
  title: 'ForAnyValue is used on a key with a single value.',
  why: 'Operators for sets are for keys with several values. On others a missing key counts as an empty set, so that a negated operator does not hold where it would without ForAnyValue, and IfExists has no effect.',
  fix: 'Leave ForAnyValue out.',
  documentation: PAGES.multivalued,
};

const SEVERAL_VALUES_WITHOUT_QUANTIFIER: Rule = {
  id: 'multivalued-key-without-quantifier',
  severity: 'warning',
  title: 'A key that can have several values is compared as if it had one.',
  why: 'How the values of the request count is not said, and the condition may never hold.',
  fix: 'Put ForAllValues: or ForAnyValue: in front of the operator.',
  documentation: PAGES.multivalued,
};

const FORALL_PASSES_MISSING_KEY: Rule = {
  id: 'forall-without-null-check',
  severity: 'suggestion',
  title: 'A statement that allows holds for requests without the key, because of ForAllValues.',
  why: 'ForAllValues holds where the key is missing.',
  fix: 'Add the condition Null with "false" for the key, if it must be there.',
  documentation: PAGES.multivalued,
};

const MFA_WITHOUT_EFFECT: Rule = {
  id: 'mfa-check-without-effect',
  severity: 'security',
  title: 'A condition on MFA does not enforce it.',
  why: 'Requests with long-term keys do not have aws:MultiFactorAuthPresent at all: Bool with "false" does not hold for them, so a denial misses them.',
  fix: 'Deny with BoolIfExists aws:MultiFactorAuthPresent "false", or allow with Bool "true".',
  documentation: PAGES.mfa,
};

export const CONDITION_KEY_RULES: readonly Rule[] = [
  ...[
    INVALID_KEY,
    UNKNOWN_KEY,
    KEY_OF_OTHER_ACTIONS,
    KEY_OF_SOME_ACTIONS,
    FORALL_ON_SINGLE_VALUE,
    FORANY_ON_SINGLE_VALUE,
    SEVERAL_VALUES_WITHOUT_QUANTIFIER,
  ],
  ...[FORALL_PASSES_MISSING_KEY, MFA_WITHOUT_EFFECT],
];

export function checkConditionKeys({ statements }: ReadPolicy): Problem[] {
  return statements.flatMap((statement) =>
    statement.conditions.flatMap((condition) => [
      ...existence(condition, statement),
      ...quantifier(condition, statement),
      ...mfa(condition, statement),
    ]),
  );
}

function existence({ key }: ReadCondition, statement: ReadStatement): Problem[] {
  const id = statementId(statement);
  if (!isClaimKey(key) && !key.includes(':')) {
    const message = `The condition key ${quoted(key)} has no service in front.`;
    return [{ rule: INVALID_KEY, statement: id, message, ...fixFor(key) }];
  }
  if (!isClaimKey(key) && !conditionKeyType(key)) {
    const message = `No condition key is ${quoted(key)} in AWS's list of ${REFERENCE_SOURCE.date}.`;
    return [{ rule: UNKNOWN_KEY, statement: id, message, ...fixFor(key) }];
  }
  // A trust policy has the keys of identity providers, which differ from action to action.
  if (isGlobalConditionKey(key) || isClaimKey(key) || statement.principals) return [];
  const entries = namedEntries(statement.actions).filter((entry) => entry !== '*');
  const shares = entries.map((entry) => ({ entry, share: shareWithKey(key, entry) }));
  const found = (rule: Rule, unfit: readonly { readonly entry: string }[]): Problem[] => {
    if (unfit.length === 0) return [];
    const some = rule === KEY_OF_SOME_ACTIONS ? 'Some requests' : 'Requests';
    const message = `${some} for ${listed(unfit.map(({ entry }) => entry))} do not have the condition key ${quoted(key)}.`;
    return [{ rule, statement: id, message }];
  };
  return [
    ...found(
      KEY_OF_OTHER_ACTIONS,
      shares.filter(({ share }) => share === 'none'),
    ),
    ...found(
      KEY_OF_SOME_ACTIONS,
      shares.filter(({ share }) => share === 'some'),
    ),
  ];
}

/** The key that was most likely meant: of all services, or of the same one, or the same of another one. */
function fixFor(key: string): { readonly fix?: string } {
  const [service, name] = partsOf(key);
  const names = conditionKeyNames(key).filter((other) => {
    const [ofOther, otherName] = partsOf(other);
    return ofOther === service || ofOther === 'aws' || otherName === name;
  });
  const meant = names.find((other) => other.toLowerCase() === `aws:${name}`) ?? similarName(key, names);
  return meant === undefined ? {} : { fix: `Did you mean ${quoted(meant)}?` };
}

function partsOf(key: string): readonly [service: string, name: string] {
  const colon = key.indexOf(':');
  return [key.slice(0, Math.max(colon, 0)).toLowerCase(), key.slice(colon + 1).toLowerCase()];
}

/** Whether requests for the action, or for the actions of the pattern, can have the key; as far as that is known, all can. */
function shareWithKey(key: string, entry: string): 'all' | 'some' | 'none' {
  const actions = actionsMatching(entry);
  const having = actions.filter((action) => isKeyOf(key, action));
  if (having.length === actions.length) return 'all';
  return having.length === 0 ? 'none' : 'some';
}

function isKeyOf(key: string, action: ActionName): boolean {
  const details = actionDetails(actionText(action));
  if (!details) return !isOfOtherService(key, action.service);
  const keys = [...details.conditionKeys, ...details.resourceTypes.flatMap((type) => type.conditionKeys)];
  const otherNames = OTHER_NAMES.filter(([known]) => keys.includes(known)).map(([, other]) => other);
  return [...keys, ...otherNames].some((known) => isDocumentedAs(key, known));
}

/** Keys under the names that AWS gives them elsewhere. */
const OTHER_NAMES = [['sagemaker:VolumeKmsKeyArn', 'sagemaker:VolumeKmsKey']] as const;

function isOfOtherService(key: string, service: string): boolean {
  return key.slice(0, key.indexOf(':')).toLowerCase() !== service;
}

function quantifier({ key, operator, operatorText }: ReadCondition, statement: ReadStatement): Problem[] {
  const type = conditionKeyType(key);
  if (!operator || operator.comparison === 'Null' || (!type && !isClaimKey(key))) return [];
  const id = statementId(statement);
  const several = type?.several ?? true;
  if (operator.quantifier && !several) {
    const rule = operator.quantifier === 'all' ? FORALL_ON_SINGLE_VALUE : FORANY_ON_SINGLE_VALUE;
    return [{ rule, statement: id, message: `${quoted(key)} has one value, and is compared by ${operatorText}.` }];
  }
  if (operator.quantifier === undefined && type?.several) {
    const message = `${quoted(key)} can have several values, and is compared by ${operatorText}.`;
    return [{ rule: SEVERAL_VALUES_WITHOUT_QUANTIFIER, statement: id, message }];
  }
  const passesMissing = operator.quantifier === 'all' && statement.effect === 'Allow';
  if (passesMissing && !asksForKey(key, statement) && !isAlwaysThere(key, statement)) {
    const message = `${operatorText} holds for requests without ${quoted(key)}.`;
    return [{ rule: FORALL_PASSES_MISSING_KEY, statement: id, message }];
  }
  return [];
}

/** A request to tag a session has the keys of the tags. */
function isAlwaysThere(key: string, { actions }: ReadStatement): boolean {
  const entries = namedEntries(actions);
  const isAboutTags = entries.length > 0 && entries.every((entry) => entry.toLowerCase() === 'sts:tagsession');
  return isAboutTags && key.toLowerCase() === 'aws:tagkeys';
}

function asksForKey(key: string, { conditions }: ReadStatement): boolean {
  return conditions.some(
    (other) =>
      other.key.toLowerCase() === key.toLowerCase() &&
      other.operator !== undefined &&
      ((other.operator.comparison === 'Null' && other.values.some((value) => /^false$/i.test(value))) ||
        other.operator.quantifier === 'any'),
  );
}

function mfa({ key, operator, values }: ReadCondition, statement: ReadStatement): Problem[] {
  const isCheck = key.toLowerCase() === 'aws:multifactorauthpresent' && operator?.comparison === 'Bool';
  if (!isCheck || !values.some((value) => /^false$/i.test(value))) return [];
  if (operator.ifExists && statement.effect === 'Deny') return [];
  const message =
    statement.effect === 'Allow'
      ? 'The statement allows where MFA is not used.'
      : 'The statement does not deny where it is not known whether MFA is used.';
  return [{ rule: MFA_WITHOUT_EFFECT, statement: statementId(statement), message }];
}
