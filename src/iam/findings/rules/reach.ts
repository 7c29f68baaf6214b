import { mayFit, withinFields } from './fitting';
import { mayMatchAction } from './matching';
import { isAccountId } from '../../../aws/arn';
import { PARTITIONS } from '../../../aws/partition';
import type { RequestContext } from '../../evaluate/context';
import { evaluate } from '../../evaluate/evaluate';
import { compiled, type CompiledPolicy } from '../../evaluate/policy';
import { exampleText } from '../../glob/example-text';
import { referenceGlob } from '../../glob/reference-pattern';
import { widestResourceGlob } from '../../glob/resource-pattern';
import type { ReadPolicy, ReadStatement, Selection } from '../../policy/policy';
import type { WellFormedStatement } from '../../policy/well-formed';
import { resourcesOfAction } from '../../reference/action-resources';
import type { FindingsContext } from '../context';
import { allowsOf } from '../view';

/**
 * What is known of a request besides action and resource: values of condition keys (in lower case), and `undefined` for those
 * that it does not have. What is not listed is not known.
 */
export type Circumstances = Readonly<Record<string, string | readonly string[] | undefined>>;

/** An entry of Resource, and an ARN that it names; the entry is `*` for NotResource. */
export interface Example {
  readonly entry: string;
  readonly arn: string;
}

/** What the statements of a policy allow together: one says nothing by itself, because another may deny. */
export interface Reach {
  /**
   * Whether a statement allows a request that no other one denies, as the evaluator sees it. Of conditions on what is not known,
   * those of statements that allow are taken to hold, and those of statements that deny not to.
   */
  allows(statement: ReadStatement, action: string, resource: string, circumstances?: Circumstances): boolean;
  /**
   * ARNs of a form, made up where an entry of the statement leaves them open: one in each account that the role may be in.
   *
   * @param arnPattern as in AWS's data: `*` stands for one or more characters, `%` for one or more that are neither `/` nor `:`
   */
  examples(statement: ReadStatement, arnPattern: string): readonly Example[];
  /** The same without those that another statement names, in that it denies all but them. */
  unnamed(statement: ReadStatement, arnPattern: string): readonly Example[];
}

/** Whether a policy allows an action on something that it is about. */
export function allowsAction(policy: ReadPolicy, action: string, reach: Reach): boolean {
  const { arnPatterns, standIns } = resourcesOfAction(action);
  return allowsOf(policy)
    .filter(({ actions }) => mayMatchAction(actions, action))
    .some((statement) => {
      const examples = arnPatterns.flatMap((pattern) => reach.examples(statement, pattern)).map(({ arn }) => arn);
      return [...standIns, ...examples].some((resource) => reach.allows(statement, action, resource));
    });
}

export function reachOf(policy: ReadPolicy, context: FindingsContext = {}): Reach {
  const principal = principalOf(context);
  const scopes = scopesOf(policy, context);
  const known = new Map<string, CompiledPolicy>();
  const questions = new Map<Circumstances, Question>();
  const denials = policy.statements.filter(({ effect }) => effect === 'Deny');
  /** What is left of everything where a statement denies all but that. */
  const exceptions = denials.flatMap(({ resources }) => (resources?.not ? resources.entries : []));
  const examples = new Map<string, readonly Example[]>();

  /** Of each place, and of another one where the entry names none of these. */
  function examplesFor(entry: string, arnPattern: string): readonly Example[] {
    const name = `${arnPattern} ${entry}`;
    if (examples.has(name)) return examples.get(name)!;
    const inScopes = textsOf(
      entry,
      scopes.map((scope) => grounded(arnPattern, scope)),
      policy.variables,
    );
    const texts = inScopes.length > 0 ? inScopes : textsOf(entry, [arnPattern], policy.variables);
    const found = texts.map((arn) => ({ entry, arn }));
    examples.set(name, found);
    return found;
  }

  function unnamed({ resources }: ReadStatement, arnPattern: string): readonly Example[] {
    if (!resources) return [];
    return (resources.not ? ['*'] : resources.entries).flatMap((entry) => examplesFor(entry, arnPattern));
  }

  function questionAbout(circumstances: Circumstances): Question {
    const found = questions.get(circumstances) ?? questionOf({ ...principal, ...circumstances });
    questions.set(circumstances, found);
    return found;
  }

  function policyOf(statement: ReadStatement | 'denials', { keys, name }: Question): CompiledPolicy {
    const key = `${statement === 'denials' ? statement : statement.index} ${name}`;
    const found = known.get(key) ?? compiledOf(policy, statement, keys);
    known.set(key, found);
    return found;
  }

  return {
    allows(statement, action, resource, circumstances = NOTHING_MORE) {
      if (!mayMatchAction(statement.actions, action)) return false;
      const denying = denials.filter(({ actions }) => mayMatchAction(actions, action)).map(({ index }) => index);
      const question = questionAbout(circumstances);
      const decide = () => {
        const identity = [policyOf(statement, question), policyOf('denials', question)];
        const { decision } = evaluate({ action, resources: [resource], context: question.context }, { identity });
        return decision === 'allowed' || decision === 'undecided';
      };
      // What stands for a missing resource differs between actions.
      if (resource === '*') return decide();
      // Of two actions that the same statements are about, one answer is as good as the other.
      const name = [statement.index, denying.join(), resource].join(' ');
      const answer = question.answers.get(name) ?? decide();
      question.answers.set(name, answer);
      return answer;
    },
    examples(statement, arnPattern) {
      return [...unnamed(statement, arnPattern), ...exceptions.flatMap((entry) => examplesFor(entry, arnPattern))];
    },
    unnamed,
  };
}

const NOTHING_MORE: Circumstances = {};

interface Question {
  /** Of the condition keys that are known. */
  readonly keys: ReadonlySet<string>;
  /** The same for the same keys. */
  readonly name: string;
  readonly context: RequestContext;
  /** Those that are known already. */
  readonly answers: Map<string, boolean>;
}

function questionOf(circumstances: Circumstances): Question {
  const keys = Object.keys(circumstances).sort();
  const values = Object.entries(circumstances).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));
  const context = Object.fromEntries(values) as RequestContext;
  return { keys: new Set(keys), name: keys.join(' '), context, answers: new Map() };
}

function textsOf(entry: string, forms: readonly string[], variables: boolean): readonly string[] {
  const found = forms
    .filter((form) => mayFit(entry, form))
    .map((form) => exampleText(withinFields(widestResourceGlob(entry, variables)), referenceGlob(form)));
  return [...new Set(found.filter((text) => text !== undefined))];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties */
function principalOf({ role }: FindingsContext): Circumstances {
  // Roles have no user name.
  const always = { 'aws:username': undefined };
  return role ? { ...always, 'aws:principalarn': role.arn, 'aws:principalaccount': accountOf(role.arn) } : always;
}

interface Scope {
  readonly partition: string;
  /** None if it is not known. */
  readonly account?: string;
}

/** Where the role is, as far as it is known; else where roles are that the policy names, or else its other resources. */
function scopesOf(policy: ReadPolicy, { role, target }: FindingsContext): readonly Scope[] {
  if (role) return [scopeOfArn(role.arn)];
  if (target?.account !== undefined) return [{ partition: target.partition ?? 'aws', account: target.account }];
  const arns = policy.statements.flatMap(({ resources }) => resources?.entries ?? []);
  const roles = scopesNamed(arns.filter((arn) => arn.split(':')[2] === 'iam'));
  const named = roles.length > 0 ? roles : scopesNamed(arns);
  if (named.length > 0) return named.slice(0, MAX_SCOPES);
  return [{ partition: target?.partition ?? arns.map(scopeOfArn).find(isInPartition)?.partition ?? 'aws' }];
}

function scopesNamed(arns: readonly string[]): readonly Scope[] {
  const scopes = arns.map(scopeOfArn).filter(({ account }) => isAccountId(account));
  return [...new Map(scopes.map((scope) => [JSON.stringify(scope), scope])).values()];
}

function isInPartition({ partition }: Scope): boolean {
  return PARTITIONS.some((known) => known === partition);
}

/** A policy that names more is no policy of one role. */
const MAX_SCOPES = 3;

function scopeOfArn(arn: string): Required<Scope> {
  const [, partition = '', , , account = ''] = arn.split(':');
  return { partition, account };
}

function accountOf(arn: string): string {
  return scopeOfArn(arn).account;
}

/** The ARN pattern, in one account. */
function grounded(arnPattern: string, { partition, account }: Scope): string {
  const there = arnPattern.replace(/^arn:%/, `arn:${partition}`);
  return account === undefined ? there : there.replace(/^((?:[^:]*:){4})%/, `$1${account}`);
}

function compiledOf(
  { statements, variables }: ReadPolicy,
  statement: ReadStatement | 'denials',
  keys: ReadonlySet<string>,
): CompiledPolicy {
  const chosen =
    statement === 'denials'
      ? statements.filter(({ effect, conditions }) => effect === 'Deny' && conditions.every(isKnown))
      : [{ ...statement, conditions: statement.conditions.filter(isKnown) }];
  return compiled({ variables, statements: chosen.flatMap((each) => wellFormed(each, variables)) });

  function isKnown({ operator, key }: ReadStatement['conditions'][number]): boolean {
    return operator !== undefined && keys.has(key.toLowerCase());
  }
}

const EVERYBODY: Selection<never> = { not: true, entries: [] };

/** @returns nothing for a statement that says nothing clear */
function wellFormed(statement: ReadStatement, variables: boolean): WellFormedStatement[] {
  const { index, sid, raw, effect, actions, resources, conditions } = statement;
  if (!effect || !actions || !resources) return [];
  return [
    {
      ...{ index, sid, raw, effect, actions, principals: EVERYBODY },
      resources: effect === 'Allow' && variables && !resources.not ? widest(resources) : resources,
      conditions: conditions.map(({ operator, key, values }) => ({
        operator: operator!,
        key: key.toLowerCase(),
        values,
      })),
    },
  ];
}

/** What a variable stands for is not known, except that a role has no user name. */
function widest({ not, entries }: Selection<string>): Selection<string> {
  const inLastField = /^((?:[^:]*:){5})(.*)$/s;
  return {
    not,
    entries: entries.map((entry) => {
      const [, start = '', last = entry] = inLastField.exec(entry) ?? [];
      return start + last.replace(/\$\{(?!aws:username[,}]|[*?$]\})[^}]*\}/gi, '*');
    }),
  };
}
