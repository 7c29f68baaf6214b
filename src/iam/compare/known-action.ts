import { type State, stateAfter } from './automaton';
import type { Axis, AxisClass, Tokens } from './axis';
import type { Budget } from './budget';
import type { ComparedStatement } from './statement';
import { actionTokens } from './tokens';
import { remembering } from '../../shared/memoize';
import { actionGlob, codeUnits, matchesGlob, textOf } from '../glob';

/** An action that is known to exist. */
export interface KnownAction {
  /** `s3:GetObject` */
  readonly name: string;
  /**
   * The ARNs of the resources it can be allowed on, in the form of the service authorization reference:
   * `arn:${Partition}:s3:::${BucketName}/${ObjectName}`. None for an action that knows no resources but `*`. Without this,
   * any ARN of the service will do.
   */
  readonly resources?: readonly string[];
}

/** Actions that the same statements name. */
export interface ActionClass extends AxisClass<ComparedStatement> {
  /** The known ones in the order of the table, or one that stands for all of them. */
  readonly actions: readonly KnownAction[];
  /** Those of them that a reader recognises. */
  readonly familiar: readonly KnownAction[];
  /** The one of them that a reader recognises most easily. */
  readonly witness: KnownAction;
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
  table: readonly KnownAction[],
  budget: Budget,
): readonly ActionClass[] {
  const knownNames = new Set(table.map(({ name }) => name.toLowerCase()));
  const written = writtenActions(statements).filter((name) => !knownNames.has(name.toLowerCase()));
  const found = classesOf(axis, [...written.map((name): KnownAction => ({ name })), ...table]);
  const examples = classesOf(
    axis,
    FAMILIAR_ACTIONS.map((name) => ({ name })),
  );
  const isNew = newPatterns(table);
  for (const { name, letters, naming, isMarked } of axis.classes(budget)) {
    // What is marked and not in the table does not exist, as far as is known.
    const mayExist = !isMarked || entriesIn(naming).some(isNew);
    if (!found.has(name) && mayExist) found.set(name, [examples.get(name)?.[0] ?? { name: textOf(letters) }]);
  }

  const preferred = new Set([...writtenActions(statements), ...FAMILIAR_ACTIONS].map((name) => name.toLowerCase()));
  return [...found].map(([name, actions]) => {
    const familiar = actions.filter((action) => preferred.has(action.name.toLowerCase()));
    const named = axis.classNamed(name, codeUnits(actions[0]!.name.toLowerCase()));
    return {
      ...named,
      actions,
      familiar,
      witness: familiar[0] ?? actions[0]!,
      isOpen: !(
        entriesIn(named.naming).some((entry) => !hasWildcard(entry)) ||
        (named.isMarked && actions.some((action) => knownNames.has(action.name.toLowerCase())))
      ),
    };
  });
}

/** @returns patterns of all actions of the services in a table, which are not in one class with those of other services */
export function marksOf(table: readonly KnownAction[]): readonly Tokens[] {
  return [...servicesOf(table)].map((service) => actionTokens(`${service}:*`));
}

/** Whether an entry is a pattern of a service in the table, but of no action in it: it is about newer ones. */
function newPatterns(table: readonly KnownAction[]): (entry: string) => boolean {
  const services = servicesOf(table);
  return remembering((entry: string) => {
    if (!services.has(serviceOf(entry))) return false;
    const glob = actionGlob(entry);
    return !table.some(({ name }) => matchesGlob(glob, name.toLowerCase()));
  });
}

/** The entries by which statements name a class. */
function entriesIn(naming: ActionClass['naming']): readonly string[] {
  return [...naming].flatMap(([{ actions }, entry]) => (entry === undefined ? [] : [actions.entries[entry]!]));
}

function hasWildcard(entry: string): boolean {
  return /[*?]/.test(entry);
}

function servicesOf(table: readonly KnownAction[]): ReadonlySet<string> {
  return new Set(table.map(({ name }) => serviceOf(name)));
}

/** Finds the classes of actions; those of one service start alike. */
function classesOf(
  { automaton, nameOfState }: Axis<unknown>,
  actions: readonly KnownAction[],
): Map<string, KnownAction[]> {
  const byService = new Map<string, State>();
  const classes = new Map<string, KnownAction[]>();
  for (const action of actions) {
    const name = action.name.toLowerCase();
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
