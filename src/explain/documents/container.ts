import { commandForDocument } from './aws-output';
import { isStatement } from './document-kind';
import { type Embedded, embeddedDocuments } from './embedded';
import type { Refusal } from './refusal';
import { type JsonObject, isObject } from '../../shared/json';
import { shellWord } from '../../shared/shell';

/** The file that is no policy, and what it was given for. */
export interface Given {
  /** `-` for the standard input. */
  readonly path: string;
  readonly form: 'json' | 'yaml';
  /** What runs the command again with the policy on its standard input: `npx model-deployment-iam explain -`. */
  readonly again: string;
}

/** A form that policies come in, and what to do where none can be got out of it as it is. */
interface Container {
  readonly name: string;
  readonly isIt: (value: JsonObject) => boolean;
  readonly advice: readonly string[];
}

const DEPLOYED = [
  'CloudFormation knows the values of the references when it deploys. Of a deployed stack, with its name for STACK:',
  '  aws cloudformation describe-stack-resources --stack-name STACK --query "StackResources[?starts_with(ResourceType, \'AWS::IAM\')].[LogicalResourceId,PhysicalResourceId]" --output text',
  'prints the ARNs of its managed policies and the names of its roles, for aws iam get-policy, get-policy-version, get-role and get-role-policy, whose output explain reads.',
];
const UNKNOWN_YET = [
  'Terraform knows them only after it has applied the plan:',
  '  terraform show -json > state.json',
  '  npx model-deployment-iam explain state.json',
];

const CONTAINERS: readonly Container[] = [
  {
    name: 'a template of SAM',
    isIt: (value) => hasResourcesOf(value) && JSON.stringify(value.Transform ?? '').includes('AWS::Serverless'),
    advice: [
      'SAM makes roles of it only when it is deployed. Of a deployed stack, with its name for STACK:',
      '  aws cloudformation get-template --stack-name STACK --template-stage Processed --query TemplateBody --output json > template.json',
      '  npx model-deployment-iam explain template.json',
    ],
  },
  { name: 'a template of CloudFormation', isIt: hasResourcesOf, advice: DEPLOYED },
  {
    name: 'a plan of Terraform',
    isIt: (value) => 'resource_changes' in value || 'planned_values' in value,
    advice: UNKNOWN_YET,
  },
  {
    name: 'a state of Terraform',
    isIt: (value) => 'terraform_version' in value && ('values' in value || 'resources' in value),
    advice: [],
  },
  {
    name: 'a configuration of Terraform',
    isIt: ({ resource, terraform, provider }) => [resource, terraform, provider].some(isObject),
    advice: [
      'Only Terraform itself can tell what comes of it:',
      '  terraform plan -out=tfplan',
      '  terraform show -json tfplan > tfplan.json',
      '  npx model-deployment-iam explain tfplan.json',
    ],
  },
  {
    name: 'a state of Pulumi',
    isIt: ({ deployment, checkpoint }) => isObject(deployment) || isObject(checkpoint),
    advice: [
      'What is a secret of the stack is encrypted in it; this shows it:',
      '  pulumi stack export --show-secrets > state.json',
    ],
  },
  {
    name: 'a preview of Pulumi',
    isIt: ({ steps }) => Array.isArray(steps),
    advice: ['Pulumi knows them only after an update:', '  pulumi stack export > state.json'],
  },
  {
    name: 'a program of Pulumi in YAML',
    isIt: ({ resources, runtime }) => isObject(resources) || runtime !== undefined,
    advice: ['Pulumi knows them after an update:', '  pulumi stack export > state.json'],
  },
  {
    name: 'the output of aws iam get-account-authorization-details, which is about many policies',
    isIt: (value) => 'RoleDetailList' in value,
    advice: [],
  },
];

function hasResourcesOf({ Resources, AWSTemplateFormatVersion }: JsonObject): boolean {
  if (AWSTemplateFormatVersion !== undefined) return true;
  return isObject(Resources) && Object.values(Resources).some((each) => isObject(each) && /::/.test(String(each.Type)));
}

const MAX_LISTED = 6;

/** Why something that was parsed is no policy, and how to get at the policies in it. */
export function refusalOf(value: unknown, given: Given): Refusal {
  const container = isObject(value) ? CONTAINERS.find(({ isIt }) => isIt(value)) : undefined;
  const expected = `a policy document, an object with Version and Statement, but this is ${container?.name ?? described(value)}`;
  const all = embeddedDocuments(withoutRepetitions(value));
  const known = all.filter(({ kind, hasReferences }) => kind !== 'resource' && !hasReferences);
  const statements = statementsHint(value, given);
  if (statements) return { expected, hint: statements };
  const command = isObject(value) ? commandForDocument(value) : undefined;
  if (known.length === 0 && command) return { expected, hint: ['This prints one:', `  ${command} | ${given.again}`] };
  return { expected, hint: [...listHint(known, given), ...restHint(all, known.length, container)] };
}

function listHint(known: readonly Embedded[], given: Given): readonly string[] {
  if (known.length === 0) return [];
  const shown = known.slice(0, MAX_LISTED).flatMap(({ path, label, kind }) => {
    const what = kind === 'trust' ? 'the trust policy' : 'the policy';
    return [`${what}${label === undefined ? '' : ` of ${label}`}`, `  ${pipe(path, given)}`];
  });
  const left = known.length - MAX_LISTED;
  const more = left > 0 ? [`and ${left} more`] : [];
  return [known.length === 1 ? 'This is in it:' : 'These are in it:', ...shown, ...more];
}

function restHint(all: readonly Embedded[], known: number, container: Container | undefined): readonly string[] {
  const referring = all.filter(({ hasReferences }) => hasReferences).length;
  const ofResources = all.filter(({ kind, hasReferences }) => kind === 'resource' && !hasReferences).length;
  if (ofResources > 0 && known === 0) {
    return ['It has the policy of a resource, such as a bucket or a key; explain is about roles, users and groups.'];
  }
  if (referring > 0) {
    return [`${referring} of its policies ${referring === 1 ? 'has' : 'have'} references (Ref, Fn::…).`, ...DEPLOYED];
  }
  if (known > 0) return [];
  return container ? ['It has no policy document as it is.', ...container.advice] : [];
}

/** For statements without a document around them, as one of them or as a list. */
function statementsHint(value: unknown, given: Given): readonly string[] | undefined {
  const isList = Array.isArray(value) && value.length > 0 && value.every(isStatement);
  if (!isList && !isStatement(value)) return undefined;
  return [
    'These are statements without a document around them, which this puts there:',
    `  ${pipe('{Version: "2012-10-17", Statement: .}', given)}`,
  ];
}

function pipe(filter: string, { path, form, again }: Given): string {
  const program = form === 'json' ? 'jq' : 'yq';
  const source = path === '-' ? '' : ` ${shellWord(path)}`;
  return `${path === '-' ? 'COMMAND | ' : ''}${program} ${shellWord(filter)}${source} | ${again}`;
}

/** What a plan of Terraform has of a resource in other places too. */
function withoutRepetitions(value: unknown): unknown {
  if (!isObject(value) || !('resource_changes' in value)) return value;
  return { resource_changes: value.resource_changes };
}

const MAX_KEYS = 5;

function described(value: unknown): string {
  if (value === null || typeof value !== 'object') return value === null ? 'null' : `a ${typeof value}`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an empty one';
  const shown = keys.slice(0, MAX_KEYS).map((key) => JSON.stringify(key.slice(0, 60)));
  return `one with ${shown.join(', ')}${keys.length > MAX_KEYS ? ' and more' : ''}`;
}
