import { CHURN, HEAD, modelsFile, problemsOf, read } from './read';
import { INPUTS, type InputDefinition, type InputName, MODEL_INPUTS } from '../../src/contract';
import { expectedText } from '../../src/request/problem';
import { readRequest } from '../../src/request/read-request';

it('makes a stack of each environment, with all that differs there', () => {
  const { stacks, problems } = read({
    'models/fraud.yaml': `
environments:
  test:
    account: "012345678901"
    region: eu-west-1
    state: s3://test-state
    github-environment: test
  production: { account: 123456789012, region: us-west-2 }
defaults:
  permissions: [deploy, observe]
  role-path: /models/
  tags: { team: fraud, year: 2026, owner: no }
models:
  - endpoint: churn
    bucket: my-models/churn
    environments:
      production: { endpoint: churn-prod, name: churn }
  - id: scores
    renamed-from: score
    protect: true
    endpoint: scores
    bucket: my-models
    permissions: observe
`,
  });
  expect(problems).toEqual([]);
  expect(stacks).toMatchObject([
    {
      ...{ file: 'models/fraud.yaml', environment: 'test', stackName: 'fraud.test' },
      ...{ account: '012345678901', region: 'eu-west-1', at: { line: 3 } },
      run: { backend: { url: 's3://test-state' }, command: 'preview', stackName: 'fraud.test' },
      models: [
        {
          ...{ id: 'churn', isProtected: false, at: { line: 14 } },
          request: {
            ...{ name: 'churn', path: '/models/', permissions: ['deploy', 'observe'], stackName: 'fraud.test' },
            target: { account: '012345678901', region: 'eu-west-1', endpoint: 'churn', prefix: 'churn/' },
            tags: { team: 'fraud', year: '2026', owner: 'no' },
            backend: { url: 's3://test-state' },
            trust: { github: { jobs: [{ kind: 'environment', name: 'test' }] } },
          },
        },
        { id: 'scores', renamedFrom: 'score', isProtected: true, request: { permissions: ['observe'] } },
      ],
    },
    {
      ...{ environment: 'production', stackName: 'fraud.production', account: '123456789012' },
      run: { backend: { url: 's3://state' } },
      models: [
        {
          id: 'churn',
          request: { name: 'churn', target: { endpoint: 'churn-prod' }, backend: { url: 's3://state' } },
          places: { endpoint: { file: 'models/fraud.yaml', line: 17, column: 21 } },
        },
        { id: 'scores' },
      ],
    },
  ]);
});

it('makes the request that a workflow makes with the same inputs', () => {
  const given: Partial<Record<InputName, string>> = {
    ...{ endpoint: 'churn', bucket: 'my-models', region: 'us-west-2', 'account-id': '123456789012' },
    ...{ permissions: 'deploy, observe', trust: 'github\nsagemaker', tags: 'team=fraud\ncost=1' },
    ...{ 'backend-url': 's3://state', 'stack-name': 'models.production', 'max-session-duration': '7200' },
  };
  const single = readRequest({
    input: (name) => given[name] ?? '',
    environment: {
      ...{ GITHUB_REPOSITORY: 'acme/churn', GITHUB_REPOSITORY_OWNER_ID: '1', GITHUB_REPOSITORY_ID: '2' },
      GITHUB_WORKSPACE: __dirname,
    },
    event: { payload: { repository: { full_name: 'acme/churn', default_branch: 'main' } } },
  });
  const text = modelsFile(
    '- endpoint: churn',
    '  bucket: my-models',
    '  permissions: [deploy, observe]',
    '  trust: github, sagemaker',
    '  tags: { team: fraud, cost: 1 }',
    '  max-session-duration: 7200',
  );
  expect(read(text).stacks[0]!.models[0]!.request).toEqual(single.request);
});

/** Values that are as wrong in a file as in a workflow. */
const WRONG: Partial<Record<InputName, string>> = {
  ...{ endpoint: '-churn', bucket: 'My_Models', prefix: 'a//b', name: 'a b', permissions: 'deploi', trust: 'nobody' },
  ...{
    'bucket-access': 'all',
    'endpoint-config': '*',
    model: '*',
    'role-path': 'models',
    'max-session-duration': '60',
  },
  ...{ 'permissions-boundary': 'boundary', 'restrict-trust': 'yes', 'extra-statements': '../x.json' },
  ...{ 'access-tests': 'missing.yml', 'github-subject-format': 'old', 'ignore-findings': 'unknown' },
};

it.each(Object.entries(WRONG) as [InputName, string][])(
  'words what is wrong with %s as for the input',
  (name, value) => {
    const others: Partial<Record<InputName, string>> = { endpoint: 'churn', bucket: 'my-models' };
    const input = { ...others, [name]: value } as typeof others;
    const { problems } = readRequest({
      input: (each) =>
        input[each] ??
        ({ region: 'us-west-2', 'backend-url': 's3://state', 'account-id': '123456789012' } as typeof others)[each] ??
        '',
      environment: {
        GITHUB_REPOSITORY: 'acme/churn',
        GITHUB_REPOSITORY_OWNER_ID: '1',
        GITHUB_REPOSITORY_ID: '2',
        GITHUB_WORKSPACE: __dirname,
      },
      event: { payload: { repository: { full_name: 'acme/churn', default_branch: 'main' } } },
    });
    const [problem] = problems.filter((each) => each.name === name);
    const lines = Object.entries(input).map(
      ([key, text], index) => `${index === 0 ? '-' : ' '} ${key}: ${JSON.stringify(text)}`,
    );
    const index = Object.keys(input).indexOf(name);
    expect(problemsOf(modelsFile(...lines))[0]).toContain(
      `models.yaml:${6 + index}:5: ${name}: expected ${expectedText(problem!)}`,
    );
  },
);

it('tells all that is wrong at once, of all models, environments and files', () => {
  const environments = HEAD.replace('  production', '  test: { account: 1, region: no }\n  production');
  expect(
    problemsOf({
      'a.yaml': `${environments}\n  - endpoint: churn\n  - bucket: my-models\n    endpoint: churn 2`,
      'b.yaml': 'models: {}',
    }),
  ).toEqual([
    'a.yaml:2:11: account: expected an account of 12 digits, but got 1',
    expect.stringContaining('a.yaml:2:23: region: expected an AWS region such as'),
    expect.stringContaining(
      'a.yaml:7:5: bucket: expected a value, such as my-models (churn in test, churn in production)',
    ),
    expect.stringContaining("a.yaml:9:5: endpoint: expected an endpoint's name or ARN"),
    expect.stringContaining('b.yaml:1:1: environments: expected at least one'),
    expect.stringContaining('b.yaml:1:9: models: expected a list'),
  ]);
});

it('tells once what is wrong in the defaults, with some of the models', () => {
  const models = [1, 2, 3, 4, 5].map((number) => `  - { endpoint: churn-${number}, bucket: my-models }`);
  const text = ['defaults: { role-path: models }', HEAD, ...models].join('\n');
  expect(problemsOf(text)).toEqual([
    expect.stringMatching(
      /^models\.yaml:1:13: role-path: expected a path .* \(churn-1 in production, churn-2 in production, churn-3 in production and 2 more\)$/,
    ),
  ]);
});

it.each<[string, string, string]>([
  ['an unknown key', modelsFile(...CHURN, '  permision: deploy'), '8:5: expected permissions, not "permision"'],
  ['a region of a model', modelsFile(...CHURN, '  region: x'), '8:5: expected region in the environment'],
  [
    'an account by the name of the input',
    HEAD.replace('account', 'account-id') + ' []',
    '3:5: expected account, not "account-id"',
  ],
  ['an input about the run', modelsFile(...CHURN, '  fail-on: never'), 'not "fail-on"'],
  ['a key of all objects', modelsFile(...CHURN, '  __proto__: { endpoint: x }'), '8:5: expected'],
  ['no account', HEAD.replace('    account: 123456789012\n', '') + ' []', '2:3: account: expected a value'],
  ['no region', HEAD.replace('    region: us-west-2\n', '') + ' []', '2:3: region: expected a value'],
  [
    'a region that is none, without models',
    HEAD.replace('us-west-2', 'no') + ' []',
    '4:5: region: expected an AWS region',
  ],
  [
    'an environment with a blank',
    HEAD.replace('production', 'the production') + ' []',
    '2:3: environments: expected a name',
  ],
  [
    'an environment that the file does not have',
    modelsFile(...CHURN, '  environments: { test: {} }'),
    'environments: expected production, but got test',
  ],
  ['a list where there is one value', modelsFile('- endpoint: [churn]'), '6:5: endpoint: expected one value'],
  ['nothing as a value', modelsFile(...CHURN, '  name:'), '8:5: name: expected a value'],
  [
    'two values in a member',
    modelsFile(...CHURN, "  permissions: ['deploy, observe']"),
    '8:5: permissions: expected a list of single values',
  ],
  ['a stack that is none', `stack: a b\n${modelsFile(...CHURN)}`, '1:1: stack: expected at most 100 letters'],
  ['an id that is none', modelsFile(...CHURN, '  id: a b'), '8:5: id: expected a name'],
  ['protection that is neither', modelsFile(...CHURN, '  protect: yes'), '8:5: protect: expected true or false'],
  ['a file without anything', '', '1:1: expected a map with environments and models'],
])('refuses %s', (_, text, problem) => {
  expect(problemsOf(text).join('\n')).toContain(problem);
});

it('tells once what is wrong with the run, and of no model', () => {
  const text = modelsFile(...CHURN, '- endpoint: scores', '  bucket: my-models');
  const wrong = { 'fail-on': 'no' };
  expect(problemsOf(text, wrong)).toEqual(['fail-on: expected never, error, security or warning, but got no']);
  expect(problemsOf(`${HEAD} []`, wrong)).toHaveLength(1);
});

it('counts the endpoints of other models as named besides, in the same account and region', () => {
  const file = (...endpoints: readonly string[]) =>
    modelsFile(...endpoints.flatMap((endpoint) => [`- endpoint: ${endpoint}`, '  bucket: my-models']));
  const { stacks } = read({
    'a.yaml': file('churn', 'scores'),
    'b.yaml': file('churn-b'),
    'c.yaml': file('elsewhere').replace('123456789012', '210987654321'),
  });
  const others = stacks.flatMap(({ models }) => models.map(({ request }) => request.otherEndpoints));
  expect(others).toEqual([['scores', 'churn-b'], ['churn', 'churn-b'], ['churn', 'scores'], []]);
});

it('takes an empty list of models, which removes all', () => {
  expect(read(`${HEAD} []`)).toMatchObject({ problems: [], stacks: [{ models: [] }] });
});

const TWICE = modelsFile(...CHURN, ...CHURN);

it.each<[string, string | Record<string, string>, string]>([
  [
    'an id',
    modelsFile(...CHURN, '  id: one', '- endpoint: other', '  bucket: my-models', '  id: one'),
    "9:5: id: expected another one than one, which is the model's in models.yaml:6",
  ],
  [
    'a role in a stack',
    modelsFile(...CHURN, '- endpoint: Churn', '  bucket: my-models'),
    '8:5: name: expected another one than Churn, which the role of the model in models.yaml:6 has',
  ],
  [
    'a role in an account',
    { 'a.yaml': modelsFile(...CHURN), 'b.yaml': modelsFile(...CHURN) },
    'b.yaml:6:5: name: expected another one than churn, which the role of the model in a.yaml:6 has in the account 123456789012',
  ],
  [
    'the name of a stack',
    { 'a/x.yaml': `${HEAD} []`, 'b/x.yaml': `${HEAD} []` },
    'b/x.yaml:2:3: stack: expected another name than x.production, which the environment production in a/x.yaml has',
  ],
  [
    'a former id that there still is',
    modelsFile(...CHURN, '- endpoint: new', '  bucket: my-models', '  renamed-from: churn'),
    '8:5: renamed-from: expected another id than churn, which the model in models.yaml:6 has now',
  ],
  [
    'a former id',
    modelsFile(...CHURN, '  renamed-from: old', '- endpoint: new', '  bucket: my-models', '  renamed-from: old'),
    '9:5: renamed-from: expected another id than old, which the model in models.yaml:6 had already',
  ],
])('takes %s only once', (_, files, problem) => {
  expect(problemsOf(files).join('\n')).toContain(problem);
});

it('names both models in the same place of a file', () => {
  expect(problemsOf(TWICE)).toHaveLength(2);
});

it('lets the same model be in two accounts', () => {
  const other = modelsFile(...CHURN).replace('123456789012', '210987654321');
  expect(problemsOf({ 'a.yaml': modelsFile(...CHURN), 'b.yaml': other })).toEqual([]);
});

const many = (count: number) =>
  modelsFile(
    ...Array.from({ length: count }, (_, index) => [
      `- endpoint: churn-${index}`,
      `  bucket: my-models/churn-${index}`,
      '  permissions: [deploy, observe]',
      '  tags: { team: fraud, cost: 12 }',
    ]).flat(),
  );

it('warns of more models in a stack than the engine likes', () => {
  expect(read(many(100)).warnings).toEqual([]);
  expect(read(many(101)).warnings).toMatchObject([
    { at: { line: 5 }, message: expect.stringContaining('101 in one file') },
  ]);
});

it('is quick where the defaults have as much as a file may hold', () => {
  const roles = Array.from({ length: 10_000 }, (_, index) => `arn:aws:iam::123456789012:role/r${index}`);
  expect(problemsOf(`defaults: { trust: [${roles.join(', ')}] }\n${many(1000)}`)).toEqual([
    expect.stringMatching(/^models\.yaml:1:13: trust: expected at most 10000 characters, but there are \d+$/),
  ]);
});

it('repeats no more of a long value than helps to find it', () => {
  const [problem] = problemsOf(modelsFile('- id: it', '  bucket: my-models', `  endpoint: ${'a'.repeat(5000)}`));
  expect(problem!.length).toBeLessThan(600);
});

it.each<[string, string]>([
  ['of a model', modelsFile('- endpoint: [churn]', '  bucket: my-models')],
  ['of an environment', modelsFile(...CHURN).replace('us-west-2', '[us-west-2]')],
])('tells once that a value %s can not be read, and not that it is missing as well', (_, text) => {
  expect(problemsOf(text)).toEqual([expect.stringContaining('expected one value')]);
});

it('refuses more models than anybody could mean', () => {
  expect(problemsOf(many(2001))).toEqual([
    expect.stringContaining('models: expected at most 2000, but there are 2001'),
  ]);
});

it('reads a thousand models without a cost that grows with their number', () => {
  read(many(1000));
  const measured = (count: number) => {
    const text = many(count);
    const start = performance.now();
    expect(read(text).problems).toEqual([]);
    return performance.now() - start;
  };
  const [few, all] = [measured(200), measured(1000)];
  expect(all).toBeLessThan(few * 5 * 3 + 200);
});

it.each(MODEL_INPUTS)('knows %s as an input of a model', (name) => {
  const { example = 'x', kind, default: standard = example }: InputDefinition = INPUTS[name];
  const value = kind === 'tags' ? '{ a: b }' : JSON.stringify(standard);
  const text = modelsFile('- id: it', `  ${name}: ${value}`);
  expect(
    problemsOf(text).filter((line) => line.includes(': expected') && /not "/.test(line) && line.includes(`"${name}"`)),
  ).toEqual([]);
});

describe('hostile YAML', () => {
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map(
      (key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`,
    ),
  ];

  it.each<[string, string, string]>([
    ['a bomb of aliases', bomb.join('\n'), '1:7: expected no anchor (&)'],
    ['an alias', `x: &x y\n${modelsFile('- *x')}`, 'expected no anchor (&)'],
    ['merged keys', modelsFile(...CHURN, '  <<: { name: x }'), '8:5: expected'],
    ['a key twice', modelsFile(...CHURN, '  bucket: other'), '8:5: expected a key only once in one place'],
    ['a tag that runs something', modelsFile('- endpoint: !!js/function "function () {}"'), 'expected no tag (!)'],
    ['a tag of its own', modelsFile('- endpoint: !secret x'), 'expected no tag (!)'],
    ['tabs', `${HEAD}\n\t- endpoint: churn`, 'expected spaces in front, not a tab'],
    ['two documents', `${modelsFile(...CHURN)}\n---\n{}`, 'expected one document'],
    ['depth', '['.repeat(500_000), 'expected'],
    ['depth of lines', '- '.repeat(300_000), 'expected'],
    ['depth of maps', '{a: '.repeat(200_000), 'expected'],
    ['many keys', Array.from({ length: 39_000 }, (_, index) => `key${index}:`).join('\n'), 'expected'],
    ['many models', `models:\n${'- {}\n'.repeat(30_000)}`, 'expected at most 2000'],
    ['many lines', `models:\n${'- {}\n'.repeat(200_000)}`, '40001:1: expected a file of at most 40000 lines'],
    ['depth over lines', '[\n'.repeat(39_000), 'expected'],
    ['what is no text', '\0\u0001\u0002', '1:1: expected text without control characters'],
    ['a NUL', modelsFile(...CHURN, '  name: a\0b'), '8:12: expected text without control characters'],
    ['a list as key', modelsFile(...CHURN, '  ? [name]', '  : x'), '8:7: expected a text as key'],
    ['an anchor with a key', modelsFile(...CHURN, '  name: &x churn'), '8:14: expected no anchor (&)'],
  ])('refuses %s at once', (_, text, problem) => {
    const start = performance.now();
    expect(problemsOf(text).join('\n')).toContain(problem);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('takes Windows line ends and what a file may begin with', () => {
    const { problems, stacks } = read(modelsFile(...CHURN).replaceAll('\n', '\r\n'));
    expect(problems).toEqual([]);
    expect(stacks[0]!.models[0]!.at).toMatchObject({ line: 6, column: 5 });
  });

  it('leaves all objects as they are', () => {
    problemsOf(`__proto__: { polluted: true }\n${modelsFile(...CHURN, '  tags: { __proto__: x }')}`);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
