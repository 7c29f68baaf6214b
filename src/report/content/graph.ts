import type { Statement } from '../../iam/policy/document';
import type { Target } from '../../iam/target';
import { groupBy } from '../../shared/group-by';
import { type Block, codeBlock } from '../block';
import type { RoleReport } from '../model';
import { entries, readStatements, texts } from '../statements';
import { shortened, visible } from '../visible';
import { counted } from '../words/count';
import { briefJobs, githubJobs } from '../words/github-jobs';
import { type ArnNoun, arnNoun, kindOf } from '../words/permissions';

/** A drawing with more arrows is no longer looked at. */
const MAX_ARROWS = 24;
const MAX_ACTIONS = 4;
/** Resources of one kind that are named one by one. */
const MAX_NAMES = 3;
const MAX_NAME = 60;

type Drawn = Pick<
  RoleReport,
  'policy' | 'trust' | 'roleName' | 'policyName' | 'foreignPolicies' | 'target' | 'assessment'
>;

/**
 * Who may assume the role, and what it leads to, as a Mermaid graph.
 *
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/creating-diagrams
 */
export function graphSection(drawn: Drawn, open: boolean): Block[] {
  const { policy, trust, roleName, policyName, foreignPolicies } = drawn;
  const grants = readStatements(policy.after ?? '').flatMap((statement, index) => grantsOf(statement, index, drawn));
  const principals = readStatements(trust.after ?? '').flatMap((statement) => principalsOf(statement, drawn));
  const arrows = grants.length + principals.length + foreignPolicies.length;
  if (grants.length === 0 || arrows > MAX_ARROWS) return [];

  // Several statements can be about one resource.
  const resources = [...new Set(grants.map(({ resource }) => resource))];
  const lines = [
    'graph LR',
    `  role(["role ${label(roleName)}"]) --> policy["policy ${label(policyName)}"]`,
    ...principals.map(({ name, isNew }, index) => {
      const arrow = isNew ? '== "new: assumes" ==>' : '-- assumes -->';
      return `  principal${index}["${label(name)}"] ${arrow} role`;
    }),
    ...resources.map((resource, index) => `  resource${index}["${resource}"]`),
    ...grants.map((grant) => `  policy ${arrowOf(grant)} resource${resources.indexOf(grant.resource)}`),
    ...foreignPolicies.map(
      ({ kind, name }, index) => `  role --> foreign${index}["${label(`${kind} policy of others`)}<br>${label(name)}"]`,
    ),
  ];
  const hasNew = [...grants, ...principals].some(({ isNew }) => isNew);
  const more = hasNew ? 'a thick arrow is new' : undefined;
  return [
    codeBlock('mermaid', lines.join('\n'), {
      weight: 'important',
      isWhole: true,
      fold: { title: 'Who reaches what through the role', more, open },
    }),
  ];
}

interface Grant {
  readonly actions: string;
  /** A label. */
  readonly resource: string;
  readonly isDenied: boolean;
  readonly isConditional: boolean;
  readonly isNew: boolean;
}

function arrowOf({ actions, isDenied, isConditional, isNew }: Grant): string {
  const words = label(`${isDenied ? 'never ' : ''}${actions}${isConditional ? ', if …' : ''}`);
  if (isDenied) return `-. "${words}" .-x`;
  return isNew ? `== "new: ${words}" ==>` : `-- "${words}" -->`;
}

/** An arrow for all resources of one kind, and another one for the actions that are new there. */
function grantsOf(statement: Statement, index: number, { target, policy, assessment }: Drawn): Grant[] {
  const { Action, NotAction, Resource, NotResource, Effect, Condition } = statement;
  const differences = policy.before === undefined ? [] : (assessment?.permissions.differences ?? []);
  const gained = differences.filter(
    (each) => each.kind === 'gained' && each.statement.document === 'after' && each.statement.index === index,
  );
  const isNew = (action: string, arns: readonly string[]) =>
    gained.some(
      (each) =>
        (NotAction !== undefined || each.action === action) &&
        (NotResource !== undefined || arns.includes(each.resource)),
    );
  const groups = NotResource === undefined ? alikeOf(texts(Resource), target) : [texts(NotResource)];
  return groups.flatMap((arns) =>
    groupBy(texts(Action ?? NotAction), (action) => String(isNew(action, arns))).map((actions) => ({
      actions: `${NotAction === undefined ? '' : 'all but '}${actionsLabel(actions)}`,
      resource: `${NotResource === undefined ? '' : 'all but '}${resourcesLabel(arns, target)}`,
      isDenied: Effect === 'Deny',
      isConditional: entries(Condition).length > 0,
      isNew: isNew(actions[0]!, arns),
    })),
  );
}

/** Without their services where that is clear: of `s3:*` nothing would be left. */
function actionsLabel(actions: readonly string[]): string {
  const names = actions.map((action) => (/^[^:]*:\*?$/.test(action) ? action : action.replace(/^[^:]*:/, '')));
  if (names.length <= MAX_ACTIONS) return names.join(', ');
  return [...names.slice(0, MAX_ACTIONS - 1), counted(names.length - MAX_ACTIONS + 1, 'action')].join(', ');
}

/** The ARNs by kind. */
function alikeOf(arns: readonly string[], target: Target): string[][] {
  return groupBy([...new Set(arns)], (arn) => arnNoun(arn, target)?.kind ?? `of ${serviceOf(arn) ?? arn}`);
}

function resourcesLabel(arns: readonly string[], target: Target): string {
  const nouns = arns.map((arn) => arnNoun(arn, target));
  const isOneKind = nouns.every((noun): noun is ArnNoun => noun !== undefined && noun.kind === nouns[0]!.kind);
  const names = isOneKind ? nouns.map(({ name }) => name) : arns.map(nameOf);
  const kind = isOneKind ? kindOf(nouns) : `of ${serviceOf(arns[0]!)}`;
  const shown = names.slice(0, MAX_NAMES).map(label);
  const left = names.length - shown.length;
  if (left > 0) return [label(`${names.length} ${kind}`), ...shown, '…'].join('<br>');
  return `${isOneKind ? `${kind} ` : ''}${shown.join('<br>')}`;
}

interface Assuming {
  readonly name: string;
  readonly isNew: boolean;
}

function principalsOf({ Principal, NotPrincipal, Condition }: Statement, { trust, assessment }: Drawn): Assuming[] {
  const differences = trust.before === undefined ? [] : (assessment?.trust.differences ?? []);
  // With conditions, or a permission of its own, by which it was let in before, a principal is not new.
  const isNew = (name: string) =>
    differences.some(({ kind, principal, statement, unless, byTrustAlone }) => {
      const isLetIn = kind === 'gained' && statement.document === 'after' && unless.length === 0 && !byTrustAlone;
      return isLetIn && principal.value === name;
    });
  if (NotPrincipal !== undefined) return [{ name: 'anyone but …', isNew: isNew('*') }];
  if (Principal === '*') return [{ name: 'anyone', isNew: isNew('*') }];
  return entries(Principal).flatMap(([type, value]) =>
    texts(value).flatMap((one) => {
      const jobs = type === 'Federated' ? githubJobs(one, Condition) : undefined;
      const names = jobs ? briefJobs(jobs).map((each) => `jobs of ${each}`) : [one === '*' ? 'anyone' : one];
      return names.map((name) => ({ name, isNew: isNew(one) }));
    }),
  );
}

function serviceOf(arn: string): string | undefined {
  return arn.split(':').length < 6 ? undefined : arn.split(':')[2];
}

/** `ecr repository/churn` of the ARN of a repository; what is no ARN as it is. */
function nameOf(arn: string): string {
  if (arn === '*') return 'everything';
  const parts = arn.split(':');
  return parts.length < 6 ? arn : `${parts[2]} ${parts.slice(5).join(':')}`;
}

/**
 * Text that Mermaid can take for nothing else, neither its own syntax nor the Markdown that labels may hold: all but plain
 * characters by their numbers.
 *
 * https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters
 */
function label(plain: string): string {
  const shown = plain.trim() === '' ? '(empty)' : visible(shortened(plain, MAX_NAME));
  return shown.replace(SPECIAL, (character) => `#${character.codePointAt(0)};`);
}

/** Marks within a name are plain, unless they make it an address of the web, which Markdown would link. */
const SPECIAL = /(?<=www)\.|(?![A-Za-z0-9 ,/…]|(?<=[A-Za-z0-9])[.-](?=[A-Za-z0-9]))./gisu;
