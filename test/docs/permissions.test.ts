import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filledIn, PLACEHOLDERS, placeholdersIn, RECIPES } from './recipes';
import { type AccessRequest, evaluate } from '../../src/iam/evaluate/evaluate';
import { compilePolicy } from '../../src/iam/evaluate/policy';
import { findingsOfPolicy } from '../../src/iam/findings/findings';
import { parseExtraStatements } from '../../src/iam/generate/permissions/extra-statements';
import {
  PERMISSION_SETS,
  type PermissionSetName,
  policyDocument,
} from '../../src/iam/generate/permissions/policy-document';
import type { Statement } from '../../src/iam/policy/document';
import { usualResourceTypes } from '../../src/iam/reference/action-resources';
import type { Target } from '../../src/iam/target';
import type { GivenInputs } from '../action/fake-ports';
import { read } from '../request/problems';

const DOCS = join(__dirname, '../../docs');
const SETS = Object.keys(PERMISSION_SETS) as PermissionSetName[];
const ACCOUNT = '123456789012';
const ROLE = {
  arn: `arn:aws:iam::${ACCOUNT}:role/churn-prod`,
  policyArn: `arn:aws:iam::${ACCOUNT}:policy/churn-prod`,
};

/** Of each input that a row can name, a value. */
const VALUES: GivenInputs = {
  'execution-role-arn': `arn:aws:iam::${ACCOUNT}:role/churn-execution`,
  'inference-component': 'churn-prod-a',
  'output-bucket': 'my-answers/churn',
  'notification-topic': `arn:aws:sns:us-west-2:${ACCOUNT}:churn-answers`,
  'vpc-subnet': 'subnet-0123456789abcdef0',
  'vpc-security-group': 'sg-0123456789abcdef0',
};

interface Practice {
  readonly practice: string;
  readonly sets: readonly PermissionSetName[];
  readonly inputs: GivenInputs;
  readonly recipes: readonly string[];
  readonly actions: readonly string[];
  readonly source: string;
}

const PRACTICES = rowsOf('permissions.md').map(([practice, sets, besides, actions, source]): Practice => ({
  practice: practice!,
  sets: codeIn(sets!) as PermissionSetName[],
  inputs: inputsIn(besides!),
  recipes: [...besides!.matchAll(/\(recipes\/([\w-]+)\.json\)/g)].map(([, name]) => name!),
  actions: codeIn(actions!),
  source: source!,
}));

function rowsOf(file: string): string[][] {
  const lines = readFileSync(join(DOCS, file), 'utf8').split('\n');
  const rows = lines.filter((line) => line.startsWith('| ')).map((line) => line.slice(2, -2).split(' | '));
  return rows.slice(2);
}

function codeIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);
}

/** Such as `bucket-access: read, list`; those without a value have the one above. */
function inputsIn(cell: string): GivenInputs {
  const named = codeIn(cell.replace(/\[[^\]]*\]\([^)]*\)/g, '')).map((code) => code.split(': '));
  return Object.fromEntries(named.map(([name, value]) => [name, value ?? VALUES[name as keyof GivenInputs]]));
}

describe.each(PRACTICES)('$practice', ({ sets, inputs, recipes, actions, source }) => {
  const needs: GivenInputs = sets.includes('execution') ? { 'ecr-repository': 'churn' } : {};
  const { request, problems } = read({ permissions: sets.join(), endpoint: 'churn-prod', ...needs, ...inputs });

  test('names sets and inputs that go together, files that are there, and a source', () => {
    expect(problems).toEqual([]);
    expect(SETS).toEqual(expect.arrayContaining([...sets]));
    expect(Object.keys(RECIPES)).toEqual(expect.arrayContaining([...recipes]));
    expect(source).toMatch(/^\[[\w ]+\]\(<https:\/\/[^>]+>\)$/);
  });

  test('is allowed what it calls', () => {
    const target: Target = { ...request!.target, account: ACCOUNT };
    const extra = recipes.flatMap((name) => parseExtraStatements(filledIn(RECIPES[name]!)).statements);
    const document = policyDocument(target, sets, extra);
    const identity = [compilePolicy(document, 'identity')];
    const asked = actions.map((action) => requestFor(action, [document.Statement].flat()));
    expect(actions).not.toEqual([]);
    expect(asked.map((each) => [each.action, evaluate(each, { identity }).decision])).toEqual(
      actions.map((action) => [action, 'allowed']),
    );
  });
});

/** A request as a statement about the action has it in mind. */
function requestFor(action: string, statements: readonly Statement[]): AccessRequest {
  const about = statements.filter((statement) => [statement.Action].flat().includes(action));
  const resources = about
    .flatMap(({ Resource = [] }) => Resource)
    .map((resource) => resource.replace(/(?<=.)\*/g, 'x'));
  const byType = new Map(resources.map((arn) => [arn.replace(/\/.*/, ''), arn]));
  return {
    action,
    resources: usualResourceTypes(action).length > 1 ? [...byType.values()] : resources.slice(0, 1),
    context: Object.assign({}, ...Object.values(about[0]?.Condition ?? {}).map(firstValues)),
  };
}

function firstValues(keys: object): Record<string, string> {
  return Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, String([value].flat()[0])]));
}

test('each set and each recipe is in a row', () => {
  expect(new Set(PRACTICES.flatMap(({ sets }) => sets))).toEqual(new Set(SETS));
  expect(new Set(PRACTICES.flatMap(({ recipes }) => recipes))).toEqual(new Set(Object.keys(RECIPES)));
});

const COOKBOOK = rowsOf('recipes/README.md').map(([recipe, , replace, beside, findings, source]) => ({
  recipe: /\(([\w-]+)\.json\)/.exec(recipe!)![1]!,
  replace: codeIn(replace!),
  beside: codeIn(beside!).filter((name) => SETS.includes(name as PermissionSetName)) as PermissionSetName[],
  findings: findings!,
  source: source!,
}));

test('each recipe is explained', () => {
  expect(COOKBOOK.map(({ recipe }) => recipe).sort()).toEqual(Object.keys(RECIPES).sort());
});

describe.each(COOKBOOK)('the recipe $recipe', ({ recipe, replace, beside, findings, source }) => {
  const text = RECIPES[recipe]!;
  const target: Target = {
    ...{ partition: 'aws', region: 'us-west-2', account: ACCOUNT },
    ...{ endpoint: 'churn-prod', bucket: 'my-models', prefix: '' },
    ...{ executionRole: `arn:aws:iam::${ACCOUNT}:role/churn-execution`, ecrRepositories: ['churn'] },
    output: { bucket: 'my-answers', prefix: '' },
  };
  const findingsOf = (extra: string) =>
    findingsOfPolicy(policyDocument(target, beside, parseExtraStatements(extra).statements), { target, role: ROLE });

  test('can be read, and says what to replace, and where it is from', () => {
    expect(parseExtraStatements(filledIn(text)).problems).toEqual([]);
    expect([...replace].sort()).toEqual(placeholdersIn(text).sort());
    expect(beside).not.toEqual([]);
    expect(source).toMatch(/^\[source\]\(<https:\/\/[^>]+>\)$/);
  });

  test('is found nothing about but what is said', () => {
    expect(findingsOf(filledIn(text)).map(({ id }) => id)).toEqual(findings === 'none' ? [] : codeIn(findings));
  });

  test('is refused as long as something is not replaced', () => {
    for (const name of replace) {
      const left = filledIn(text, { ...PLACEHOLDERS, [name]: name });
      const expected = expect.stringMatching(`^a name of your own in place of ${name} in statement \\d$`);
      expect(parseExtraStatements(left).problems).toContainEqual(expected);
    }
  });
});
