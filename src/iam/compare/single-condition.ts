import { conditionValues } from './condition-values';
import { best, type Confidence, worst } from './confidence';
import { type KeyValues, likelyValuesOf } from './key-values';
import { SOMETHING } from './text-set';
import type { ValueSet } from './value-set';
import { ALL, both, complement, confidenceThatSome, idOfValues, isAmong, NONE, type Values, valuesIn } from './values';
import { parseResourcePattern } from '../glob/resource-pattern';
import type { WellFormedCondition } from '../policy/well-formed';

/** A condition of a statement: one line of a condition block. */
export interface SingleCondition extends KeyCondition {
  /** The same means the same condition. */
  readonly id: string;
}

/**
 * What requests have under a condition key where a condition holds, or where several on the same key hold together: all that
 * `compileCondition` of the evaluator tells apart.
 */
export interface KeyCondition {
  /** The condition key. */
  readonly subject: string;
  /** Whether it holds where the key is missing. */
  readonly missing: boolean;
  /** Whether it holds for an empty text, which is a value to some operators, and none to others. */
  readonly emptyText: boolean;
  readonly emptyList: boolean;
  /** The texts, other than the empty one, for which it holds as the one value. */
  readonly alone: Values;
  /** The lists of values for which it holds; `undefined` if for none. */
  readonly lists?: Lists;
  readonly operators: ReadonlySet<OperatorKind>;
  /** What stands in the condition itself. */
  readonly named: readonly ValueSet[];
}

type OperatorKind = 'one' | 'several' | 'null';

interface Lists {
  /** All values of the list are among these. */
  readonly all: Values;
  /** Of each of these, the list has some. */
  readonly some: readonly Values[];
}

const NOT_EMPTY = valuesIn([SOMETHING]);
const EVERY_LIST: Lists = { all: ALL, some: [] };

/** @param variables whether the document's version knows variables */
export function singleCondition(condition: WellFormedCondition, variables: boolean): SingleCondition {
  const { operator, key } = condition;
  if (operator.comparison === 'Null') return nullCondition(condition);

  const { values, named } = conditionValues(condition, variables);
  const alone = both(values, NOT_EMPTY);
  switch (operator.quantifier) {
    case 'all':
      return identified(key, {
        ...{ missing: true, emptyText: true, emptyList: true },
        ...{ alone, lists: { all: values, some: [] } },
        ...{ operators: SEVERAL, named },
      });
    case 'any':
      return identified(key, {
        ...{ missing: false, emptyText: false, emptyList: false },
        ...{ alone, lists: { all: ALL, some: [values] } },
        ...{ operators: SEVERAL, named },
      });
    case undefined:
      return identified(key, {
        missing: operator.negated || operator.ifExists,
        emptyText: isAmong(values, ''),
        ...{ emptyList: false, alone, operators: ONE, named },
      });
  }
}

const ONE = new Set<OperatorKind>(['one']);
const SEVERAL = new Set<OperatorKind>(['several']);
const NULL = new Set<OperatorKind>(['null']);

function nullCondition({ key, values }: WellFormedCondition): SingleCondition {
  const [isMissing = false, isThere = false] = ['true', 'false'].map((text) =>
    values.some((value) => value.toLowerCase() === text),
  );
  return identified(key, {
    ...{ missing: isMissing, emptyText: isMissing, emptyList: isMissing },
    ...{ alone: isThere ? NOT_EMPTY : NONE, lists: isThere ? EVERY_LIST : undefined },
    ...{ operators: NULL, named: [] },
  });
}

/** That a resource is one that an entry with variables names (or that it is none): such a request lacks a key of its own. */
export function conditionOfResource(entry: string, negated: boolean): SingleCondition {
  const parts = parseResourcePattern(entry, true);
  const names = parts.map((part) => (part.kind === 'variable' ? [part.key.toLowerCase(), part.defaultValue] : part));
  return identified(`resource ${JSON.stringify(names)}`, {
    ...{ missing: !negated, emptyText: negated, emptyList: negated },
    ...{ alone: negated ? NOT_EMPTY : NONE, operators: ONE, named: [] },
  });
}

function identified(subject: string, condition: Omit<SingleCondition, 'id' | 'subject'>): SingleCondition {
  const { missing, emptyText, emptyList, alone, lists, operators } = condition;
  const idOfLists = lists && [idOfValues(lists.all), ...lists.some.map(idOfValues)];
  const id = JSON.stringify([subject, missing, emptyText, emptyList, idOfValues(alone), idOfLists, [...operators]]);
  return { ...condition, id, subject };
}

const OPPOSITES = new WeakMap<SingleCondition, KeyCondition>();

/** @returns the condition that holds where this one does not */
export function opposite(condition: SingleCondition): KeyCondition {
  let found = OPPOSITES.get(condition);
  if (!found) {
    const { subject, missing, emptyText, emptyList, operators } = condition;
    found = new LazyCondition(
      { subject, missing: !missing, emptyText: !emptyText, emptyList: !emptyList, operators, named: [] },
      () => both(complement(condition.alone), NOT_EMPTY),
      () => otherLists(condition.lists),
    );
    OPPOSITES.set(condition, found);
  }
  return found;
}

/** Of one condition: either asks for all values or for some. */
function otherLists(lists: Lists | undefined): Lists | undefined {
  if (!lists) return EVERY_LIST;
  const [some] = lists.some;
  return some ? { all: complement(some), some: [] } : { all: ALL, some: [complement(lists.all)] };
}

/** @returns the condition that holds where both conditions on one key do */
export function together(a: KeyCondition, b: KeyCondition): KeyCondition {
  return new LazyCondition(
    {
      subject: a.subject,
      missing: a.missing && b.missing,
      emptyText: a.emptyText && b.emptyText,
      emptyList: a.emptyList && b.emptyList,
      operators: a.operators === b.operators ? a.operators : new Set([...a.operators, ...b.operators]),
      named: b.named.length > 0 ? [...a.named, ...b.named] : a.named,
    },
    () => both(a.alone, b.alone),
    () => a.lists && b.lists && listsTogether(a.lists, b.lists),
  );
}

type Known = Omit<KeyCondition, 'alone' | 'lists'>;

/** Mostly it is enough to know about the missing key. */
class LazyCondition implements KeyCondition {
  readonly subject: string;
  readonly missing: boolean;
  readonly emptyText: boolean;
  readonly emptyList: boolean;
  readonly operators: KeyCondition['operators'];
  readonly named: readonly ValueSet[];
  private texts?: Values;
  private ofSeveral?: { readonly lists?: Lists };

  constructor(
    known: Known,
    private readonly computeAlone: () => Values,
    private readonly computeLists: () => Lists | undefined,
  ) {
    ({
      subject: this.subject,
      missing: this.missing,
      emptyText: this.emptyText,
      emptyList: this.emptyList,
      operators: this.operators,
      named: this.named,
    } = known);
  }

  get alone(): Values {
    return (this.texts ??= this.computeAlone());
  }

  get lists(): Lists | undefined {
    return (this.ofSeveral ??= { lists: this.computeLists() }).lists;
  }
}

function listsTogether(a: Lists, b: Lists): Lists {
  const all = both(a.all, b.all);
  return { all, some: [...a.some, ...b.some].map((some) => both(some, all)) };
}

/** Whether the condition may hold for a request; where that is hard to tell, `true`. */
export function canHold(condition: KeyCondition): boolean {
  if (condition.missing || condition.emptyText || condition.alone.length > 0) return true;
  if (!countsLists(condition)) return false;
  return condition.emptyList || (condition.lists !== undefined && hasLists(condition.lists));
}

/** AWS does not say what an operator for one value does with several, so that they are left out where there is no other. */
function countsLists({ operators }: KeyCondition): boolean {
  return operators.has('several') || operators.has('null');
}

function hasLists({ all, some }: Lists): boolean {
  return both(all, NOT_EMPTY).length > 0 && some.every((each) => each.length > 0);
}

/**
 * How sure it is that it holds for a request that there can be.
 *
 * @returns `undefined` if it is known that it does not
 */
export function confidenceThatHolds(condition: KeyCondition): Confidence | undefined {
  if (!canHold(condition)) return undefined;
  const { subject, alone, named } = condition;
  const likely = likelyValuesOf(subject);
  if (holdsWithoutValue(condition, likely)) return 'certain';
  const ofOne = confidenceThatSome(both(alone, likely.alone), named);
  return best([ofOne, ofOne === 'certain' || !likely.canBeList ? 'open' : confidenceThatListed(condition), 'open']);
}

/** No text is a value to operators for texts, but none to Null. */
function holdsWithoutValue({ missing, emptyText, operators }: KeyCondition, likely: KeyValues): boolean {
  return (missing && likely.canBeMissing) || (emptyText && likely.canBeEmpty && !operators.has('null'));
}

/** Whether it may hold for a request with values such as the key should have; where that is hard to tell, `true`. */
export function canHoldUsually(condition: KeyCondition): boolean {
  const { subject, alone, lists } = condition;
  const likely = likelyValuesOf(subject);
  if (holdsWithoutValue(condition, likely) || both(alone, likely.alone).length > 0) return true;
  return likely.canBeList && countsLists(condition) && lists !== undefined && hasLists(lists);
}

/** Only operators for several values say that the key can have several. */
function confidenceThatListed({ lists, operators, named }: KeyCondition): Confidence | undefined {
  if (!lists || !hasLists(lists) || operators.has('one') || !operators.has('several')) return undefined;
  return worst([lists.all, ...lists.some].map((values) => confidenceThatSome(values, named) ?? 'open'));
}
