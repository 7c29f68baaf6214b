import { targetOf } from './target';
import type { RoleTexts } from './test-role';
import type { AccessTest } from '../iam/expectations/access-test';
import { fillTests } from '../iam/expectations/fill-tests';
import { FORMS, MAX_ENTRIES, MAX_NAME } from '../iam/expectations/form';
import { judge, type JudgedRole } from '../iam/expectations/judge';
import { type Filling, placeholderValues } from '../iam/expectations/placeholders';
import { readTests } from '../iam/expectations/read-tests';
import { permissionMatrix } from '../iam/matrix/matrix';
import { parseDocumentText } from '../iam/policy/document-text';
import { namedEntries, type ReadStatement } from '../iam/policy/policy';
import { readPolicy } from '../iam/policy/read';
import { shellWord } from '../shared/shell';

/** A test as it is written down: with placeholders. */
type Draft = Pick<AccessTest, 'name' | 'expect' | 'actions' | 'resources' | 'except' | 'unless'>;

/**
 * Tests that say what a policy allows and denies now: YAML, for somebody to go on from. All of them hold.
 *
 * @param file the name of the file with the policy
 */
export function writtenTests(role: RoleTexts, { policy: file, filling }: { policy: string; filling: Filling }): string {
  const found = targetOf(role.policy);
  // What the user says counts; here, other than where tests are asked, what the policy names may stand for the rest.
  const whole: Filling = { ...found, ...filling };
  const drafts = draftsOf(role, abstracted(whole)).filter((draft) => holds(draft, role, whole));
  const { statements } = readPolicy(parseDocumentText(role.policy), 'identity');
  const left = statements.length - plainStatements(role).length;
  return [
    '# What the role may do and may not, as it is now. Take out what does not matter, and say in the names why the rest does.',
    '# Whatever a test does not mention may be anything: docs/access-tests.md tells all that can be said.',
    `# npx model-deployment-iam explain ${shellWord(file)} --test access-tests.yml${optionsOf(whole)}`,
    ...(left > 0
      ? [
          `# Of ${left} of the ${statements.length} statements nothing is here: they deny, have conditions, or name what they are not about.`,
        ]
      : []),
    'tests:',
    ...drafts.flatMap(linesOf),
    '',
  ].join('\n');
}

function draftsOf(role: RoleTexts, withPlaceholders: (text: string) => string): readonly Draft[] {
  const groups = groupsOf(plainStatements(role));
  const allowed = groups.map(({ actions, resources }): Draft => {
    const named = resources.map(withPlaceholders);
    const isAnywhere = resources.includes('*');
    const name = isAnywhere ? `may ${short(actions)}` : `may ${short(actions)} on ${shortResource(named)}`;
    return { name, expect: 'allow', actions, ...(!isAnywhere && { resources: named }) };
  });
  const beyond = allowed.flatMap(({ actions, resources: except }): Draft[] =>
    except
      ? [{ name: `may ${short(actions)} on nothing but ${shortResource(except)}`, expect: 'deny', actions, except }]
      : [],
  );
  return withNames([...allowed, ...beyond, ...deniedDrafts(role), ...RULES]);
}

interface Group {
  readonly actions: string[];
  readonly resources: readonly string[];
}

/** Actions that statements allow on the same resources: one that needs several of them then has them all. */
function groupsOf(statements: readonly ReadStatement[]): readonly Group[] {
  const byAction = new Map<string, Set<string>>();
  for (const { actions, resources } of statements) {
    for (const action of namedEntries(actions)) {
      byAction.set(action, new Set([...(byAction.get(action) ?? []), ...namedEntries(resources)]));
    }
  }
  const groups = new Map<string, Group>();
  for (const [action, resources] of byAction) {
    const key = JSON.stringify([...resources].sort());
    const group = groups.get(key) ?? { actions: [], resources: [...resources] };
    groups.set(key, group);
    group.actions.push(action);
  }
  return [...groups.values()];
}

function plainStatements({ policy }: RoleTexts): readonly ReadStatement[] {
  return readPolicy(parseDocumentText(policy), 'identity').statements.filter(isPlain);
}

function isPlain({ effect, actions, resources, conditions }: ReadStatement): boolean {
  return effect === 'Allow' && actions?.not === false && resources?.not === false && conditions.length === 0;
}

/** What a deployment could do, and this one may not. */
function deniedDrafts({ policy, boundary }: RoleTexts): readonly Draft[] {
  const now = parseDocumentText(policy);
  const state = boundary === undefined ? 'not-looked-at' : 'counted';
  const { rows } = permissionMatrix(targetOf(policy), { now }, { boundary: state });
  const actions = rows
    .filter(({ cells }) => cells.every((cell) => !cell || cell.now === 'denied'))
    .map(({ action }) => action);
  return actions.length > 0 ? [{ name: `may not ${short(actions)}`, expect: 'deny', actions }] : [];
}

/** What hardly any role of a model may do. */
const RULES: readonly Draft[] = [
  {
    name: 'passes no role but to SageMaker',
    expect: 'deny',
    actions: ['iam:PassRole'],
    unless: { 'iam:PassedToService': ['sagemaker.amazonaws.com'] },
  },
  {
    name: 'changes no permissions',
    expect: 'deny',
    actions: [
      'iam:Create*',
      'iam:Put*',
      'iam:Attach*',
      'iam:Update*',
      'iam:Set*',
      'iam:Add*',
      'iam:Delete*',
      'iam:Detach*',
    ],
  },
];

const SHOWN = 3;

function short(all: readonly string[]): string {
  const left = all.length - SHOWN;
  return `${all.slice(0, SHOWN).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

/** The first one, without what most ARNs have in common. */
function shortResource([first = '', ...others]: readonly string[]): string {
  const name = first.split(':').slice(5).join(':') || first;
  return `${name}${others.length > 0 ? ` and ${others.length} more` : ''}`;
}

/** Each has a name of its own. */
function withNames(drafts: readonly Draft[]): readonly Draft[] {
  const taken = new Map<string, number>();
  return drafts.map((draft) => {
    const name = draft.name.slice(0, MAX_NAME - 5);
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return { ...draft, name: count > 1 ? `${name} (${count})` : name };
  });
}

/** A draft is asked as it will be read. */
function holds(draft: Draft, role: RoleTexts, filling: Filling): boolean {
  if ((draft.resources ?? []).length > MAX_ENTRIES || (draft.except ?? []).length > MAX_ENTRIES) return false;
  const { tests, problems } = readTests(['tests:', ...linesOf(draft)].join('\n'));
  const filled = problems.length > 0 ? undefined : fillTests(tests, placeholderValues(filling), String);
  const [test] = filled?.tests ?? [];
  return test !== undefined && judge(test, judgedOf(role)).holds;
}

function judgedOf({ policy, boundary }: RoleTexts): JudgedRole {
  return {
    policies: [{ name: 'the policy', document: parseDocumentText(policy) }],
    trust: { name: 'the trust policy', document: undefined },
    ...(boundary !== undefined && { boundary: { name: 'the boundary', document: parseDocumentText(boundary) } }),
  };
}

/** Puts placeholders where a resource has what they stand for. */
function abstracted({ partition, region, account, endpoint, bucket, prefix }: Filling): (resource: string) => string {
  const inName = (text: string, value: string | undefined, placeholder: string) =>
    value ? text.replace(new RegExp(`(?<=^|[/:])${escaped(value)}(?=$|[-/:*])`), placeholder) : text;
  return (resource) => {
    const [arn, inPartition, service, inRegion, inAccount, ...rest] = resource.split(':');
    if (arn !== 'arn' || rest.length === 0) return resource;
    const name = rest.join(':');
    const named =
      service === 's3'
        ? inName(prefix ? name.replace(`${bucket}/${prefix}`, `${bucket}/{prefix}`) : name, bucket, '{bucket}')
        : inName(name, endpoint, '{endpoint}');
    const parts = [
      inPartition === partition ? '{partition}' : inPartition,
      service,
      inRegion && inRegion === region ? '{region}' : inRegion,
      inAccount && inAccount === account ? '{account}' : inAccount,
    ];
    return ['arn', ...parts, named].join(':');
  };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function optionsOf({ endpoint, bucket, prefix, region, account }: Filling): string {
  const values = {
    endpoint,
    bucket: bucket && `${bucket}${prefix ? `/${prefix.replace(/\/$/, '')}` : ''}`,
    region,
    account,
  };
  return Object.entries(values)
    .map(([name, value]) => (value ? ` --${name} ${shellWord(value)}` : ''))
    .join('');
}

function linesOf({ name, expect, actions, resources, except, unless }: Draft): string[] {
  return [
    `  - name: ${quoted(name)}`,
    ...field(expect, actions),
    ...(resources ? field('resource', resources) : []),
    ...(except ? field('except', except) : []),
    ...Object.entries(unless ?? {}).flatMap(([key, values]) => [
      '    unless:',
      `      ${key}: ${(values ?? []).join(', ')}`,
    ]),
  ];
}

function field(name: string, values: readonly string[]): string[] {
  const [only] = values;
  if (values.length === 1) return [`    ${name}: ${quoted(only!)}`];
  return [`    ${name}:`, ...values.map((value) => `      - ${quoted(value)}`)];
}

/** YAML reads a text in quotes as JSON does; an action needs none. */
function quoted(text: string): string {
  return new RegExp(FORMS.action.source).test(text) && text !== '*' && !text.startsWith('*')
    ? text
    : JSON.stringify(text);
}
