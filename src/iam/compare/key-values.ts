import { wholeRangeSet } from './range-set';
import { inAnyCase, SOMETHING } from './text-set';
import { type Values, valuesIn } from './values';
import { conditionKeyType } from '../reference/condition-keys';

/** What requests have under a condition key, by the type that AWS's reference has for it. */
interface KeyValues {
  /** Other than the empty text. */
  readonly alone: Values;
  readonly canBeEmpty: boolean;
  readonly canBeList: boolean;
}

/** ARNs come in more forms than are known. */
const BY_TYPE: Readonly<Record<string, Values>> = {
  Numeric: valuesIn([wholeRangeSet('NumericEquals')]),
  Date: valuesIn([wholeRangeSet('DateEquals')]),
  IpAddress: valuesIn([wholeRangeSet('IpAddress')]),
  Bool: valuesIn([inAnyCase('true'), inAnyCase('false')]),
};
const TEXTS = valuesIn([SOMETHING]);

/**
 * The reference is of a certain date, so that nothing can be proved by it.
 *
 * @param key in lower case; a key that the reference does not have can have any value
 */
export function likelyValuesOf(key: string): KeyValues {
  const type = conditionKeyType(key);
  const values = type && BY_TYPE[type.values];
  return { alone: values ?? TEXTS, canBeEmpty: values === undefined, canBeList: type?.several ?? true };
}
