import { type State, stateAfter } from './automaton';
import type { Axis, AxisClass } from './axis';
import type { Effort } from './effort';
import type { ComparedStatement } from './statement';
import { actionTokens } from './tokens';
import { remembering } from '../../shared/memoize';
import { actionGlob } from '../glob/action-pattern';
import type { Tokens } from '../glob/glob';
import { codeUnits, matchesGlob, textOf } from '../glob/glob';
import { DETAILED_SERVICES } from '../reference/details';
import { actionsMatching, actionText } from '../reference/names';

/** Actions that the same statements name. */
export interface ActionClass extends AxisClass<ComparedStatement> {
  /** The known ones in the order of the table, or one that stands for all of them. */
  readonly actions: readonly string[];
  /** Those of them that a reader recognises. */
  readonly familiar: readonly string[];
  /** The one of them that a reader recognises most easily. */
  readonly witness: string;
  /** Whether these are only examples: patterns name actions of services that the table lacks as well. */
  readonly isOpen: boolean;
}

const FAMILIAR_ACTIONS = [
  ...['sagemaker:InvokeEndpoint', 'sagemaker:CreateEndpoint', 'sagemaker:UpdateEndpoint', 'sagemaker:DeleteEndpoint'],
  ...['sagemaker:DescribeEndpoint', 'sagemaker:CreateEndpointConfig', 'sagemaker:CreateModel', 's3:GetObject'],
  ...['s3:PutObject', 's3:DeleteObject', 's3:ListBucket', 's3:GetBucketPolicy', 's3:PutBucketPolicy', 'iam:PassRole'],
  ...['iam:CreateRole', 'sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
];

/**
 * @param table all actions of the services in it: what else a pattern such as `s3:*` could name there does not exist
 * @returns the classes of actions; without a table an example stands for each of them
 */
export function actionClasses(
  axis: Axis<ComparedStatement>,
  statements: readonly ComparedStatement[],
  table: readonly string[],
  effort: Effort,
): readonly ActionClass[] {
  const knownNames = new Set(table.map((name) => name.toLowerCase()));
  const written = writtenActions(statements).filter((name) => !knownNames.has(name.toLowerCase()));
  const found = classesOf(axis, [...written, ...table]);
  const examples = classesOf(axis, FAMILIAR_ACTIONS);
  const isNew = newPatterns(table);
  for (const { name, letters, naming, isMarked } of axis.classes(effort)) {
    // What is marked and not in the table does not exist, as far as is known.
    const mayExist = !isMarked || entriesIn(naming).some(isNew);
    if (!found.has(name) && mayExist) found.set(name, [examples.get(name)?.[0] ?? textOf(letters)]);
  }

  const preferred = new Set([...writtenActions(statements), ...FAMILIAR_ACTIONS].map((name) => name.toLowerCase()));
  return [...found].map(([name, actions]) => {
    const familiar = actions.filter((action) => preferred.has(action.toLowerCase()));
    const named = axis.classNamed(name, codeUnits(actions[0]!.toLowerCase()));
    return {
      ...named,
      actions,
      familiar,
      witness: familiar[0] ?? actions[0]!,
      isOpen: !(
        entriesIn(named.naming).some((entry) => !hasWildcard(entry)) ||
        (named.isMarked && actions.some((action) => knownNames.has(action.toLowerCase())))
      ),
    };
  });
}

/**
 * @returns all actions of the services that patterns of the statements name (`s3:Get*`), so that these can be taken apart into
 *   actions; of services that are not known in full, patterns are compared with all texts that they match
 */
export function knownActionsFor(statements: readonly ComparedStatement[]): readonly string[] {
  const patterns = statements.flatMap(({ actions }) => (actions.not ? [] : actions.entries.filter(hasWildcard)));
  const named = new Set(patterns.map(serviceOf));
  const services = DETAILED_SERVICES.filter((service) => named.has('*') || named.has(service));
  return services.flatMap((service) => actionsMatching(`${service}:*`).map(actionText));
}

/** @returns patterns of all actions of the services in a table, which are not in one class with those of other services */
export function marksOf(table: readonly string[]): readonly Tokens[] {
  return [...servicesOf(table)].map((service) => actionTokens(`${service}:*`));
}

/** Whether an entry is a pattern of a service in the table, but of no action in it: it is about newer ones. */
function newPatterns(table: readonly string[]): (entry: string) => boolean {
  const services = servicesOf(table);
  return remembering((entry: string) => {
    if (!services.has(serviceOf(entry))) return false;
    const glob = actionGlob(entry);
    return !table.some((name) => matchesGlob(glob, name.toLowerCase()));
  });
}

/** The entries by which statements name a class. */
function entriesIn(naming: ActionClass['naming']): readonly string[] {
  return [...naming].flatMap(([{ actions }, entry]) => (entry === undefined ? [] : [actions.entries[entry]!]));
}

function hasWildcard(entry: string): boolean {
  return /[*?]/.test(entry);
}

function servicesOf(table: readonly string[]): ReadonlySet<string> {
  return new Set(table.map(serviceOf));
}

/** Finds the classes of actions; those of one service start alike. */
function classesOf({ automaton, nameOfState }: Axis<unknown>, actions: readonly string[]): Map<string, string[]> {
  const byService = new Map<string, State>();
  const classes = new Map<string, string[]>();
  for (const action of actions) {
    const name = action.toLowerCase();
    const start = name.slice(0, name.indexOf(':') + 1);
    const afterService = byService.get(start) ?? stateAfter(automaton, codeUnits(start));
    byService.set(start, afterService);

    const className = nameOfState(stateAfter(automaton, codeUnits(name.slice(start.length)), afterService));
    if (className === undefined) continue;
    const members = classes.get(className) ?? [];
    members.push(action);
    classes.set(className, members);
  }
  return classes;
}

/** The actions that the statements name one by one, as they write them. */
function writtenActions(statements: readonly ComparedStatement[]): string[] {
  const names = statements.flatMap(({ actions }) => actions.entries.filter((entry) => !hasWildcard(entry)));
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
}

function serviceOf(action: string): string {
  return action.split(':', 1)[0]!.toLowerCase();
}
