import type { Statement } from '../../iam/document';
import { type Block, fold } from '../block';
import { counted } from '../counted';
import { briefJobs, githubJobs } from '../github-jobs';
import type { Access } from '../model';
import { entries, readStatements, texts } from '../statements';
import { shortened, visible } from '../visible';

/** A drawing with more arrows is no longer looked at. */
const MAX_ARROWS = 24;
const MAX_ACTIONS = 4;
const MAX_NAME = 60;

/**
 * Who may assume the role, and what it leads to, as a Mermaid graph.
 *
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/creating-diagrams
 */
export function graphSection({ policy, trust, roleName, policyName }: Access, open: boolean): Block[] {
  const grants = readStatements(policy.after ?? '').flatMap(resourcesOf);
  const principals = readStatements(trust.after ?? '').flatMap(principalsOf);
  if (grants.length === 0 || grants.length + principals.length > MAX_ARROWS) return [];

  // Several statements can be about one resource.
  const resources = [...new Set(grants.map(({ resource }) => resource))];
  const lines = [
    'graph LR',
    `  role(["role ${label(roleName)}"]) --> policy["policy ${label(policyName)}"]`,
    ...principals.map((principal, index) => `  principal${index}["${label(principal)}"] -- assumes --> role`),
    ...resources.map((resource, index) => `  resource${index}["${label(resource)}"]`),
    ...grants.map(({ actions, resource, isDenied, isConditional }) => {
      const words = label(`${isDenied ? 'never ' : ''}${actions}${isConditional ? ', if …' : ''}`);
      const [start, end] = isDenied ? ['-.', '.-x'] : ['--', '-->'];
      return `  policy ${start} "${words}" ${end} resource${resources.indexOf(resource)}`;
    }),
  ];
  return [
    {
      weight: 'important',
      head: ['```mermaid'],
      lines,
      isWhole: true,
      foot: ['```'],
      fold: fold('Who leads to what', open),
    },
  ];
}

interface Grant {
  readonly actions: string;
  readonly resource: string;
  readonly isDenied: boolean;
  readonly isConditional: boolean;
}

function resourcesOf(statement: Statement): Grant[] {
  const { Action, NotAction, Resource, NotResource, Effect, Condition } = statement;
  const names = texts(Action ?? NotAction).map((action) => action.replace(/^[^:]*:/, ''));
  const shown =
    names.length > MAX_ACTIONS
      ? [...names.slice(0, MAX_ACTIONS - 1), counted(names.length - MAX_ACTIONS + 1, 'action')]
      : names;
  return texts(Resource ?? NotResource).map((arn) => ({
    actions: `${NotAction === undefined ? '' : 'all but '}${shown.join(', ')}`,
    resource: `${NotResource === undefined ? '' : 'all but '}${nameOf(arn)}`,
    isDenied: Effect === 'Deny',
    isConditional: entries(Condition).length > 0,
  }));
}

function principalsOf({ Principal, NotPrincipal, Condition }: Statement): string[] {
  if (NotPrincipal !== undefined) return ['anyone but …'];
  if (Principal === '*') return ['anyone'];
  return entries(Principal).flatMap(([type, value]) =>
    texts(value).flatMap((one) => {
      const jobs = type === 'Federated' ? githubJobs(one, Condition) : undefined;
      return jobs ? briefJobs(jobs).map((each) => `jobs of ${each}`) : [one === '*' ? 'anyone' : one];
    }),
  );
}

/** `endpoint/churn-prod` of the ARN of an endpoint; what is no ARN as it is. */
function nameOf(arn: string): string {
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
