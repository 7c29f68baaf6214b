import { ALL_ARNS } from './arn-set';
import { wholeRangeSet } from './range-set';
import { exactly, SOMETHING } from './text-set';
import { type Values, valuesIn } from './values';
import { conditionKeyType } from '../reference/condition-keys';

/** What requests have under a condition key, by the type that AWS's reference has for it. */
export interface KeyValues {
  /** Other than the empty text. */
  readonly alone: Values;
  readonly canBeEmpty: boolean;
  readonly canBeList: boolean;
  readonly canBeMissing: boolean;
}

const BY_TYPE: Readonly<Record<string, Values>> = {
  Numeric: valuesIn([wholeRangeSet('NumericEquals')]),
  Date: valuesIn([wholeRangeSet('DateEquals')]),
  IpAddress: valuesIn([wholeRangeSet('IpAddress')]),
  Bool: valuesIn([exactly('true'), exactly('false')]),
  Arn: valuesIn([ALL_ARNS]),
};
const TEXTS = valuesIn([SOMETHING]);

/**
 * Keys that every request has, whoever makes it.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const ALWAYS_PRESENT: readonly string[] = [
  ...['aws:currenttime', 'aws:epochtime', 'aws:requestedregion', 'aws:securetransport', 'aws:useragent'],
  'aws:viaawsservice',
];

/**
 * The reference is of a certain date, so that nothing can be proved by it.
 *
 * @param key in lower case; a key that the reference does not have can have any value
 */
export function likelyValuesOf(key: string): KeyValues {
  const type = conditionKeyType(key);
  const values = type && BY_TYPE[type.values];
  return {
    alone: values ?? TEXTS,
    canBeEmpty: values === undefined,
    canBeList: type?.several ?? true,
    canBeMissing: !ALWAYS_PRESENT.includes(key),
  };
}
